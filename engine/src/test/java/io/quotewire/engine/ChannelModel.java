package io.quotewire.engine;

import io.quotewire.model.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What should be known of one channel of a listing, or of all channels of a venue together: lists of times, searched anew
 * at each question.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class ChannelModel {
    final Listing listing;
    final String name;
    final List<Long> words = new ArrayList<>();
    final List<Long> nonsense = new ArrayList<>();
    final Map<Long, Integer> pauses = new TreeMap<>();
    private final long silenceUs;

    /** Null while nothing is expected of it. */
    @Nullable
    Long sinceUs;

    @Nullable
    Long lastUs;

    /** silent, mute or late. */
    @Nullable
    String verdict;

    boolean late;
    boolean interrupted = true;
    int messages;
    private long longestUs;

    ChannelModel(Listing listing, String name, long silenceUs) {
        this.listing = listing;
        this.name = name;
        this.silenceUs = silenceUs;
    }

    void says(long atUs) {
        if (!interrupted && lastUs != null) {
            messages++;
            longestUs = Math.max(longestUs, atUs - lastUs);
        }
        interrupted = false;
        lastUs = lastUs == null ? atUs : Math.max(lastUs, atUs);
        if (isWord(words, atUs) && longestUs > 0) {
            learn(longestUs);
            longestUs = 0;
        }
    }

    void interrupt() {
        interrupted = true;
        longestUs = 0;
    }

    /** Adds to {@code times} what is a word of its own. */
    boolean isWord(List<Long> times, long atUs) {
        boolean word = times.isEmpty() || atUs - times.getLast() >= silenceUs / 50;
        if (word) {
            times.add(atUs);
        }
        return word;
    }

    long dueUs() {
        return sinceUs == null || lastUs == null ? Long.MAX_VALUE : sinceUs + limitUs();
    }

    long limitUs() {
        return Math.max(known() < 20 ? 6 * silenceUs : silenceUs, 4 * p99Us());
    }

    int known() {
        return pauses.values().stream().mapToInt(Integer::intValue).sum();
    }

    static boolean threeSince(List<Long> times, long sinceUs) {
        return times.stream().filter(timeUs -> timeUs > sinceUs).count() >= 3;
    }

    long p99Us() {
        int all = known();
        int seen = 0;
        for (Map.Entry<Long, Integer> entry : pauses.entrySet()) {
            seen += entry.getValue();
            if (100 * seen >= 99 * all) {
                return entry.getKey();
            }
        }
        return 0;
    }

    private void learn(long pauseUs) {
        long edgeUs = 8_192;
        boolean half = false;
        while (edgeUs <= pauseUs) {
            edgeUs = half ? edgeUs / 3 * 4 : edgeUs / 2 * 3;
            half = !half;
        }
        pauses.merge(edgeUs, 1, Integer::sum);
        if (known() >= 1_024) {
            pauses.replaceAll((edge, count) -> count / 2);
        }
    }
}
