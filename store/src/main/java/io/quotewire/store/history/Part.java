package io.quotewire.store.history;

import io.quotewire.store.history.duck.Names;
import io.quotewire.store.history.segment.Contents;
import io.quotewire.store.history.segment.SideFile;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the past: rows in memory with their journal, then a segment; or one that was set aside, of which only is known what was
 * in it.
 *
 * <p><b>Threads:</b> its state changes under the write lock of the {@link Shelf}; whether it is attached, under its own.
 */
final class Part {
    private final String name;
    private final long serial;
    private Contents contents;
    private Names names = new Names();
    private State state;
    private @Nullable SideFile side;
    private boolean attached;
    private boolean journalAltered;
    private volatile long usedNs;

    /** What there is of it. */
    enum State {
        MEMORY,
        SEALED,
        ASIDE
    }

    private Part(String name, long serial, Contents contents, State state) {
        this.name = name;
        this.serial = serial;
        this.contents = contents;
        this.state = state;
    }

    /** Rows in memory that are, or are going to be, in a journal. */
    static Part inMemory(String name, long serial) {
        return new Part(name, serial, new Contents(), State.MEMORY);
    }

    static Part sealed(String name, long serial, SideFile side) {
        Part part = new Part(name, serial, side.contents(), State.SEALED);
        part.side = side;
        return part;
    }

    static Part aside(String name, long serial, Contents contents) {
        return new Part(name, serial, contents, State.ASIDE);
    }

    String name() {
        return name;
    }

    long serial() {
        return serial;
    }

    /** In memory the schema, of a file what it is attached as. */
    String alias() {
        return (state == State.MEMORY ? "m" : "f") + serial;
    }

    /** What stands before the names of its tables. */
    String prefix() {
        return state == State.MEMORY ? "memory." + alias() : alias() + ".main";
    }

    Contents contents() {
        return contents;
    }

    Names names() {
        return names;
    }

    State state() {
        return state;
    }

    @Nullable
    SideFile side() {
        return side;
    }

    /** Whether what is in its journal is not all that was. */
    boolean isJournalAltered() {
        return journalAltered;
    }

    void journalIsAltered() {
        journalAltered = true;
    }

    boolean isAttached() {
        return attached;
    }

    void attached(Names told) {
        this.names = told;
        this.attached = true;
    }

    void detached() {
        this.attached = false;
    }

    long usedNs() {
        return usedNs;
    }

    void used(long nowNs) {
        usedNs = nowNs;
    }

    void becomesSealed(SideFile written) {
        this.side = written;
        this.contents = written.contents();
        this.names = new Names();
        this.state = State.SEALED;
    }

    void becomesAside() {
        this.attached = false;
        this.state = State.ASIDE;
    }
}
