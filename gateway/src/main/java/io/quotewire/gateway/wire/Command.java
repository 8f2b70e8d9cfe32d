package io.quotewire.gateway.wire;

import io.quotewire.model.Epoch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asks for. */
public sealed interface Command {
    /** The client's own number, repeated in the reply; null where it gave none. */
    @Nullable
    Long id();

    /**
     * Who it is.
     *
     * @param token as the client sent it, within the bound of a text
     */
    record Auth(@Nullable Long id, String token) implements Command {
        /** Without the token: this may be logged. */
        @Override
        public String toString() {
            return "Auth[id=" + id + "]";
        }
    }

    record Subscribe(@Nullable Long id, List<Item> topics) implements Command {}

    record Unsubscribe(@Nullable Long id, List<Item> topics) implements Command {}

    record ListTopics(@Nullable Long id) implements Command {}

    record Resync(@Nullable Long id, List<Item> topics) implements Command {}

    record Ping(@Nullable Long id) implements Command {}

    /**
     * One topic of a command.
     *
     * @param topic as the client wrote it, at most as long as a topic may be
     * @param rate the item's own, else the command's, else everything; null where there is none such
     * @param position null where the client has none
     */
    record Item(String topic, @Nullable Rate rate, @Nullable Position position) {}

    /** From where a client wants to go on. */
    sealed interface Position {
        /** Behind this number. */
        record Behind(Epoch epoch, long seq) implements Position {}

        /**
         * Behind this number, which history knows; a {@link Since} becomes one.
         *
         * @param whole whether nothing has been let go that the client asked for
         */
        record Kept(Epoch epoch, long seq, boolean whole) implements Position {}

        /** From this time on, by our receive time, in microseconds. */
        record Since(long tsUs) implements Position {}
    }
}
