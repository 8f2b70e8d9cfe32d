package io.quotewire.store.history.journal;

import io.quotewire.model.Status;

/** Numbers of ours for words that are written often: what is on disk does not change when a word is added or moved. */
public final class Codes {
    private Codes() {}

    public static int of(Status status) {
        return switch (status) {
            case LIVE -> 0;
            case STALE -> 1;
            case RESYNC -> 2;
            case DOWN -> 3;
            case HALTED -> 4;
            case CLOSED -> 5;
        };
    }

    public static Status status(int code) {
        return switch (code) {
            case 0 -> Status.LIVE;
            case 1 -> Status.STALE;
            case 2 -> Status.RESYNC;
            case 3 -> Status.DOWN;
            case 4 -> Status.HALTED;
            case 5 -> Status.CLOSED;
            default -> throw new IllegalArgumentException("no status has the number " + code);
        };
    }
}
