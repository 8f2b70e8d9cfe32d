package io.quotewire.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one venue fares, as {@code /v1/sources} shows it.
 *
 * @param sinceUs when {@code state} began
 * @param lastRecvUs when the last frame arrived, 0 for never
 * @param lagP50Ms median of receive time minus the venue's time, -1 where unknown; likewise {@code lagP99Ms}
 * @param instruments listings subscribed now
 * @param integrity how a loss of trades is noticed: {@code sequence}, {@code checksum}, {@code snapshot only} or {@code none}
 * @param bookIntegrity likewise one in a book
 * @param books those that are followed, by the name of the instrument
 * @param bannedUntilUs 0 where the venue has not banned us
 * @param why the last reason for trouble, null where there is none
 */
public record SourceReport(
        String source,
        State state,
        long sinceUs,
        long lastRecvUs,
        long messagesPerS,
        long lagP50Ms,
        long lagP99Ms,
        int instruments,
        long reconnects,
        long gaps,
        long resyncs,
        String integrity,
        String bookIntegrity,
        List<Limit> limits,
        List<BookReport> books,
        long bannedUntilUs,
        boolean simulated,
        @Nullable String why) {
    /** The same in another state. */
    public SourceReport in(State newState, long newSinceUs, String newWhy) {
        return new SourceReport(
                source,
                newState,
                newSinceUs,
                lastRecvUs,
                messagesPerS,
                lagP50Ms,
                lagP99Ms,
                instruments,
                reconnects,
                gaps,
                resyncs,
                integrity,
                bookIntegrity,
                limits,
                books,
                bannedUntilUs,
                simulated,
                newWhy);
    }

    /** The same with what is known of its books. */
    public SourceReport with(List<BookReport> known) {
        long bookResyncs = known.stream().mapToLong(BookReport::resyncs).sum();
        return new SourceReport(
                source,
                state,
                sinceUs,
                lastRecvUs,
                messagesPerS,
                lagP50Ms,
                lagP99Ms,
                instruments,
                reconnects,
                gaps,
                bookResyncs,
                integrity,
                bookIntegrity,
                limits,
                known,
                bannedUntilUs,
                simulated,
                why);
    }

    /** What the venue's feed is doing. */
    public enum State {
        CONNECTING("connecting"),
        LIVE("live"),
        QUIET("quiet"),
        MUTE("mute"),
        DEAD("dead"),
        BANNED("banned"),
        DISABLED("disabled");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** A limit of the venue and how much of it is used. */
    public record Limit(String name, long used, long of) {}
}
