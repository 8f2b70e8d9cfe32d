package io.quotewire.lab.stage;

import java.util.List;

/**
 * What a venue does upon a client's message. The replies go out before any data of what begins.
 *
 * @param replies text frames, in order
 * @param begin streams that the connection receives from now on; what it receives already stays as it is
 * @param end streams that it no longer receives
 */
public record Reaction(List<String> replies, List<StreamKey> begin, List<StreamKey> end) {
    public Reaction {
        replies = List.copyOf(replies);
        begin = List.copyOf(begin);
        end = List.copyOf(end);
    }

    /** Says {@code text} and changes nothing. */
    static Reaction reply(String text) {
        return new Reaction(List.of(text), List.of(), List.of());
    }
}
