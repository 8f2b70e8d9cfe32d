package io.quotewire.lab.load.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a gateway must not do, and did.
 *
 * @param topic null where it is of no one topic
 * @param detail what was expected and what came, without a line break
 */
public record Fault(Kind kind, @Nullable String topic, String detail) {
    /** What can be wrong. */
    public enum Kind {
        /** It did not come, and nobody said so. */
        LOST("lost"),
        /** It came twice. */
        DOUBLED("doubled"),
        /** It came after what is newer. */
        REORDERED("reordered"),
        /** It is not what others were told, or does not add up. */
        ALTERED("altered"),
        /** It is nothing that the protocol has, or not at this place. */
        BROKEN("broken");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        return kind.text() + (topic == null ? "" : ", " + topic) + ": " + detail;
    }
}
