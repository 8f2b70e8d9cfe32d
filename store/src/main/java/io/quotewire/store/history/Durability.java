package io.quotewire.store.history;

/** When the disk is told to keep what was written. */
public enum Durability {
    /** Several times a second, for all that has come: a power failure takes less than the last second. */
    GROUP,
    /** After whatever is there, before anything further is taken. */
    ALWAYS
}
