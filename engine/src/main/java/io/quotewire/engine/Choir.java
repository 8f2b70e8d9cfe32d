package io.quotewire.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same channel of the same instrument on all venues: who is silent while the others speak.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Choir {
    /** In the order in which they were first heard of, which depends on nothing but the events. */
    private final List<Voice> voices = new ArrayList<>();

    void join(Voice voice) {
        voices.add(voice);
    }

    /** Somebody has begun a word, which may be what was still missing against those who are due. */
    void spoke(Voice speaker, long nowUs) {
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            if (voice != speaker && voice.isDue(nowUs)) {
                voice.vigil().look(nowUs);
            }
        }
    }

    /** One who bears witness that {@code silent} had something to say, null where there is none. */
    @Nullable
    Voice witness(Voice silent, long nowUs) {
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            if (voice != silent && voice.spokeSince(silent.sinceUs(), nowUs)) {
                return voice;
            }
        }
        return null;
    }

    /** One instrument's. */
    record Set(Choir quote, Choir ticker, Choir trades, Choir book) {
        Set() {
            this(new Choir(), new Choir(), new Choir(), new Choir());
        }
    }
}
