package io.quotewire.venue.fiat;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.fiat.RateSheet.Day;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.Errand;
import io.quotewire.venue.poll.PollWiring;
import io.quotewire.venue.poll.Poller;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One provider's rates of the dollar: asked for when the provider says that it has others, or twice a day; never more than once
 * an hour while it answers. One that does not is asked again after five minutes, three times, and then each hour.
 *
 * <p><b>Threads:</b> as {@link Errand} says.
 */
public final class FiatFeed implements Errand<RateSheet> {
    /** What all rates are of. */
    public static final String BASE = "USD";

    static final long SOONEST_US = us(Duration.ofHours(1));
    static final long LATEST_US = us(Duration.ofHours(24));
    private static final long USUAL_US = us(Duration.ofHours(12));
    private static final long JITTER_US = us(Duration.ofMinutes(10));
    private static final long RETRY_US = us(Duration.ofMinutes(5));
    private static final long RETRY_JITTER_US = us(Duration.ofMinutes(1));
    private static final int QUICK_RETRIES = 3;

    /** A day of which the rates are told before its time, as by Frankfurter in summer, lies ahead by an hour. */
    private static final long AHEAD_US = us(Duration.ofHours(12));

    private final RateProvider provider;
    private final RandomGenerator random;
    private boolean begun;

    private FiatFeed(RateProvider provider, long seed) {
        this.provider = provider;
        this.random = new SplittableRandom(seed);
    }

    /**
     * A feed that does nothing yet.
     *
     * @throws IllegalArgumentException naming the trust store, if it cannot be read
     */
    public static Poller<?> of(RateProvider provider, Access access, PollWiring wiring) {
        return new Poller<>(new FiatFeed(provider, wiring.seed()), access, wiring);
    }

    @Override
    public String source() {
        return provider.name();
    }

    @Override
    public RestCall call(long nowUs) {
        return begun
                ? provider.latest(BASE)
                : provider.first(
                        BASE,
                        Instant.ofEpochMilli(nowUs / 1_000)
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate());
    }

    @Override
    public RateSheet read(byte[] body) {
        return provider.read(body, BASE);
    }

    @Override
    public Told tell(RateSheet sheet, boolean simulated, long recvUs) {
        List<MarketEvent> events = new ArrayList<>();
        for (Day day : sheet.days()) {
            if (day.tsUs() > recvUs + AHEAD_US) {
                throw new MalformedFrame("expected rates of today, not of " + Instant.ofEpochMilli(day.tsUs() / 1_000));
            }
            long tsUs = Math.min(day.tsUs(), recvUs);
            day.rates()
                    .forEach((code, rate) -> events.add(new MarketEvent.Rate(
                            new Listing(provider.name(), new Instrument(BASE, code)),
                            tsUs,
                            recvUs,
                            simulated,
                            rate,
                            provider.attribution())));
        }
        begun = true;
        return new Told(events, sheet.refused(), nextUs(sheet, recvUs));
    }

    /** Who does not say when there will be new rates is asked when the next day's are due, and then as often as may be. */
    private long nextUs(RateSheet sheet, long nowUs) {
        long newestUs = sheet.days().stream().mapToLong(Day::tsUs).max().orElse(nowUs);
        long usualUs = Math.min(nowUs + USUAL_US, nextDayUs(newestUs));
        long wantedUs = (sheet.nextUs() == 0 ? usualUs : sheet.nextUs()) + jitter(JITTER_US);
        return Math.clamp(wantedUs, nowUs + SOONEST_US, nowUs + LATEST_US);
    }

    /** The same time on the next day that is no weekend. */
    private static long nextDayUs(long us) {
        ZonedDateTime day =
                Instant.ofEpochMilli(us / 1_000).atZone(ZoneOffset.UTC).plusDays(1);
        while (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
            day = day.plusDays(1);
        }
        return day.toInstant().toEpochMilli() * 1_000;
    }

    @Override
    public long againUs(int failures, long nowUs) {
        return failures <= QUICK_RETRIES
                ? nowUs + RETRY_US + jitter(RETRY_JITTER_US)
                : nowUs + SOONEST_US + jitter(JITTER_US);
    }

    /** Who asks on the second is one of many who do. */
    private long jitter(long mostUs) {
        return random.nextLong(mostUs + 1);
    }

    /** A rate is no listing's topic: which provider's is in force is said by each value of {@code fx}. */
    @Override
    public List<ListingInfo> listings() {
        return List.of();
    }

    private static long us(Duration span) {
        return span.toNanos() / 1_000;
    }
}
