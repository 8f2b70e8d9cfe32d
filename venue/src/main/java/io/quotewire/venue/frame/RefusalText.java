package io.quotewire.venue.frame;

/** What a venue says where it answers a request over REST with a refusal instead of what was asked for. */
public final class RefusalText {
    /** A refusal is short; what is longer is something else, in which its words may stand by chance. */
    private static final int LONGEST = 4_096;

    private static final Keys SAID = Keys.of("code retCode error error-type label msg retMsg message");

    private RefusalText() {}

    /** All that {@code body} says under the names that venues give to codes and texts of refusals; empty if it is none. */
    public static String of(byte[] body) {
        if (body.length > LONGEST) {
            return "";
        }
        try {
            return read(body);
        } catch (MalformedFrame e) {
            return "";
        }
    }

    private static String read(byte[] body) {
        Frame frame = new Frame();
        frame.wrap(body, 0, body.length);
        StringBuilder said = new StringBuilder();
        frame.object();
        for (int key = frame.key(SAID); key != Frame.END; key = frame.key(SAID)) {
            int from = frame.mark();
            frame.skip();
            if (key != Frame.OTHER) {
                said.append(frame.string(Slice.slice(from, frame.mark()))).append(' ');
            }
        }
        return said.toString().strip();
    }
}
