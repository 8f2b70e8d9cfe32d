package io.quotewire.lab.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be done to a simulated venue; the package's essay says what each does. */
public enum Verb {
    /** All connections are closed, and new ones refused. */
    KILL(Symbol.NONE),
    /** Existing connections go on, new ones are refused. */
    REFUSE(Symbol.NONE),
    /** Every connection is broken off once, and new ones are welcome. */
    RESET(Symbol.NONE),
    /** Connections, answers and pongs stay, data does not. */
    MUTE(Symbol.MAY),
    /** Mute for one symbol. */
    MUTE_ONE(Symbol.MUST),
    /** Every data frame is broken, each in another way. */
    GARBAGE(Symbol.MAY),
    /** Every data frame is sent twice. */
    DUPLICATE(Symbol.MAY),
    /** The frames of a stream leave in swapped pairs. */
    REORDER(Symbol.MAY),
    /** The venue's times are a minute old. */
    STALE(Symbol.MAY),
    /** Data comes eight seconds late. */
    SLOW(Symbol.MAY),
    /** The venue says that it closes connections, and does so three seconds later. */
    SHUTDOWN_NOTICE(Symbol.NONE),
    /** Connections are closed, and every handshake and request answered with 429. */
    RATE_LIMIT(Symbol.NONE),
    /** One trade and one change of the book are lost, and numbers go on. */
    GAP(Symbol.MAY),
    /** The numbers of books begin anew. */
    RESET_SEQUENCE(Symbol.MAY),
    /** Best bids are above best asks. */
    CROSSED(Symbol.MAY),
    /** Books do not add up to what is said. */
    BAD_CHECKSUM(Symbol.MAY),
    /** Prices are zero. */
    ZERO(Symbol.MAY),
    /** Once, prices are ten times what they are. */
    OUTLIER(Symbol.MAY),
    /** The last quote and figures are told again and again, and nothing else. */
    FROZEN(Symbol.MAY),
    /** Books are as old over REST as the fault. */
    OLD_SNAPSHOT(Symbol.MAY),
    /** Books take twenty seconds over REST. */
    SLOW_SNAPSHOT(Symbol.NONE),
    /** Requests to subscribe have no answer and no effect. */
    NO_ACK(Symbol.NONE),
    /** Requests to subscribe to one symbol are refused. */
    REFUSE_ONE(Symbol.MUST),
    /** One symbol is listed, but does not trade. */
    HALT(Symbol.MUST),
    /** One symbol is no longer listed. */
    DELIST(Symbol.MUST),
    /** Five seconds all is well, five seconds nothing is there. */
    FLAP(Symbol.NONE),
    /** Connections are closed for their age after 24 seconds, not hours. */
    CLOSE_24H(Symbol.NONE),
    /** Ends all faults of the venue, or of the symbol. */
    HEAL(Symbol.MAY);

    private final String text;
    private final Symbol symbol;

    Verb(Symbol symbol) {
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.symbol = symbol;
    }

    /** Whether it is for one symbol or a whole venue. */
    private enum Symbol {
        NONE,
        MAY,
        MUST
    }

    /** As it is typed: {@code mute-one}. */
    public String text() {
        return text;
    }

    /** Whether it means nothing without a symbol. */
    public boolean needsSymbol() {
        return symbol == Symbol.MUST;
    }

    /** Whether it can be narrowed to a symbol. */
    public boolean takesSymbol() {
        return symbol != Symbol.NONE;
    }

    /** Whether it is over as soon as it is done. */
    boolean momentary() {
        return switch (this) {
            case RESET, SHUTDOWN_NOTICE, GAP, RESET_SEQUENCE, OUTLIER, HEAL -> true;
            default -> false;
        };
    }

    /**
     * The verb that is typed so.
     *
     * @throws IllegalArgumentException naming the nearest, or all
     */
    public static Verb of(String text) {
        for (Verb verb : values()) {
            if (verb.text.equals(text)) {
                return verb;
            }
        }
        List<String> all = Arrays.stream(values()).map(Verb::text).toList();
        throw new IllegalArgumentException(Names.unknown("verb", text, all));
    }
}
