package io.quotewire.venue.frame;

/**
 * The outermost object of a message, some members of which can only be read by what others say.
 *
 * <p>Venues print what tells of the rest first, and what is asked for in that order is read where it stands, in one pass.
 * JSON allows any order: what was passed over on the way to something else is returned to.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
public final class Envelope {
    private static final int NONE = -1;

    private final Frame frame;
    private final int[] places = new int[Integer.SIZE];
    private Keys members = Keys.NONE;
    private int seen;

    /** As far as members are known; behind it there may be more, unless {@code ended}. */
    private int frontier;

    /** The member whose value begins at the frontier and has perhaps not been read. */
    private int standing;

    private boolean ended;

    Envelope(Frame frame) {
        this.frame = frame;
    }

    /**
     * Passes over the value of a key that may come once, and gives its {@link Frame#mark}; for who reads an object alone.
     *
     * @param before what this gave for the key before, -1 the first time
     */
    public static int once(Frame frame, int before) {
        if (before >= 0) {
            throw frame.malformed("each key once");
        }
        int mark = frame.mark();
        frame.skip();
        return mark;
    }

    /** Moves to the value of a member; false if there is none. */
    public boolean find(int member) {
        settle();
        if (!has(member)) {
            walk(member);
            return has(member);
        }
        frame.rewind(places[member]);
        return true;
    }

    /** Moves to the value of a member that the message must have; {@code name} is for the complaint if it has not. */
    public void go(int member, String name) {
        if (!find(member)) {
            throw frame.malformed(name);
        }
    }

    /** Whether the text that is the value of a member is the first of the two that it may be. */
    public boolean either(int member, Name first, Name second) {
        go(member, "a member " + first + " or " + second);
        long text = frame.text();
        if (!frame.is(text, first) && !frame.is(text, second)) {
            throw frame.malformed(first + " or " + second);
        }
        return frame.is(text, first);
    }

    /** The text that is the value of a member, empty if there is none; for what is rare. */
    public String string(int member) {
        return find(member) ? frame.string() : "";
    }

    /** Leaves the object: what has not been read is passed over. */
    public void leave() {
        settle();
        walk(NONE);
    }

    void open(Keys keys) {
        members = keys;
        seen = 0;
        standing = NONE;
        ended = false;
        frame.object();
        frontier = frame.mark();
    }

    private boolean has(int member) {
        return (seen & (1 << member)) != 0;
    }

    /** What was read where the walk had come to is behind it now. */
    private void settle() {
        frontier = Math.max(frontier, frame.mark());
    }

    /** Goes on from the frontier to the value of {@code wanted}, or to the end. */
    private void walk(int wanted) {
        if (frame.mark() != frontier) {
            frame.rewind(frontier);
        }
        if (ended) {
            return;
        }
        if (standing != NONE && places[standing] == frontier) {
            frame.skip();
        }
        standing = NONE;
        for (int key = frame.key(members); key != Frame.END; key = frame.key(members)) {
            if (key != Frame.OTHER) {
                note(key);
                if (key == wanted) {
                    standing = key;
                    frontier = places[key];
                    return;
                }
            }
            frame.skip();
        }
        ended = true;
        frontier = frame.mark();
    }

    private void note(int member) {
        if (has(member)) {
            throw frame.malformed("each member once");
        }
        seen |= 1 << member;
        places[member] = frame.mark();
    }
}
