package io.quotewire.venue.fiat;

import io.quotewire.venue.RestCall;
import io.quotewire.venue.frame.MalformedFrame;
import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Somebody who publishes rates of fiat money, as data and a pure function. */
public interface RateProvider {
    /** The short name that clients see, 1 to 20 of a to z, 0 to 9 and -. */
    String name();

    /** The provider's own address, without a path. */
    URI url();

    /** Whether it wants to be shown a key. */
    default boolean needsKey() {
        return false;
    }

    /** What it asks to be told to whoever sees its rates; null where it asks for nothing. */
    @Nullable
    String attribution();

    /** The rates of now. */
    RestCall latest(String base);

    /** What to ask at first: where it has them, the rates of the last days too. */
    default RestCall first(String base, LocalDate today) {
        return latest(base);
    }

    /**
     * Reads either answer.
     *
     * @param base whose rates were asked for
     * @throws MalformedFrame if it is a refusal, of another base, or breaks the documented shape
     */
    RateSheet read(byte[] body, String base);
}
