package io.quotewire.lab.check;

import io.quotewire.model.Topic;

/**
 * One thing that must not happen, and did.
 *
 * @param detail what was expected and what came, without a line break
 */
public record Finding(Kind kind, Topic topic, String detail) {
    /** What can be wrong. */
    public enum Kind {
        /** Digits that no venue told. */
        INVENTED("invented"),
        /** The same trade twice in one chain, or the same quote as news twice. */
        DOUBLED("doubled"),
        /** Trades that neither came nor were announced as missing. */
        LOST("lost"),
        /** Numbers of a topic that do not follow each other as the protocol says. */
        BROKEN_CHAIN("broken chain"),
        /** What one source told earlier after what it told later. */
        GOING_BACK("going back"),
        /** A book whose best bid is not below its best ask. */
        CROSSED("crossed");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** In words, for people. */
        public String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        return kind.text() + ", " + topic + ": " + detail;
    }
}
