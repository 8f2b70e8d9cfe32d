package io.quotewire.lab.simulate;

import io.quotewire.model.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong at a venue, or is healed.
 *
 * @param venue its short name
 * @param instrument what it is narrowed to; null for the whole venue
 */
public record Fault(String venue, Verb verb, @Nullable Instrument instrument) {
    public Fault {
        if (verb.needsSymbol() && instrument == null) {
            throw new IllegalArgumentException(verb.text() + " needs a symbol, as BTC-USDT");
        }
        if (!verb.takesSymbol() && instrument != null) {
            throw new IllegalArgumentException(verb.text() + " is for a whole venue and takes no symbol");
        }
    }

    /** {@code okx mute-one BTC-USDT} */
    @Override
    public String toString() {
        return venue + " " + verb.text() + (instrument == null ? "" : " " + instrument);
    }
}
