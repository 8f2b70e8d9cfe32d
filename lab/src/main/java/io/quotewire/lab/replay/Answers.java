package io.quotewire.lab.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the recording says to requests over REST, as it passes.
 *
 * <p><b>Threads:</b> the loop.
 */
final class Answers {
    /** Of these the newest answers are kept. */
    private static final int MOST_KEPT = 256;

    private static final int MOST_WAITING = 1_000;

    private final Set<String> known;
    private final Map<String, byte[]> passed = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, List<Consumer<byte @Nullable []>>> waiting = new HashMap<>();
    private int waits;
    private boolean ended;

    /** @param known requests that the recording has answers to */
    Answers(Set<String> known) {
        this.known = known;
    }

    void come(String path, byte[] body) {
        passed.put(path, body);
        if (passed.size() > MOST_KEPT) {
            passed.remove(passed.keySet().iterator().next());
        }
        tell(path, body);
    }

    void ask(String path, Consumer<byte @Nullable []> asker) {
        byte[] body = passed.get(path);
        if (body != null || ended || !known.contains(path) || waits == MOST_WAITING) {
            asker.accept(body);
        } else {
            waits++;
            waiting.computeIfAbsent(path, _ -> new ArrayList<>()).add(asker);
        }
    }

    /** Nothing comes any more. */
    void end() {
        ended = true;
        Set.copyOf(waiting.keySet()).forEach(path -> tell(path, null));
    }

    private void tell(String path, byte @Nullable [] body) {
        List<Consumer<byte @Nullable []>> askers = waiting.remove(path);
        if (askers != null) {
            waits -= askers.size();
            askers.forEach(asker -> asker.accept(body));
        }
    }
}
