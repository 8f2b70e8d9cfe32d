package io.quotewire.lab.load.run;

import io.quotewire.model.Check;

/**
 * Which way clients come: of {@code ws + sse} of them so many each.
 *
 * @param ws over WebSocket; 0 to 100
 * @param sse as event streams; 0 to 100
 */
public record Mix(int ws, int sse) {
    public static final Mix WS = new Mix(1, 0);

    public Mix {
        Check.range("load.transport ws", ws, 0, 100);
        Check.range("load.transport sse", sse, 0, 100);
        if (ws + sse == 0) {
            throw new IllegalArgumentException("load.transport must leave somebody: ws, sse or ws=80,sse=20");
        }
    }

    /**
     * Reads {@code ws}, {@code ws,sse} or {@code ws=80,sse=20}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Mix parse(String text) {
        int ws = 0;
        int sse = 0;
        for (String part : text.split(",", -1)) {
            String[] words = part.split("=", 2);
            int weight = words.length == 1 ? 1 : weight(words[1], text);
            switch (words[0]) {
                case "ws" -> ws = weight;
                case "sse" -> sse = weight;
                default ->
                    throw new IllegalArgumentException(
                            "load.transport takes ws and sse, such as ws=80,sse=20, was " + text);
            }
        }
        return new Mix(ws, sse);
    }

    /** Whether the client of this number comes as an event stream; each kind is spread evenly. */
    boolean isStream(int client) {
        long all = (long) ws + sse;
        return (client + 1L) * sse / all > (long) client * sse / all;
    }

    private static int weight(String number, String text) {
        if (!number.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "load.transport takes weights of 0 to 100, such as ws=80,sse=20, was " + text);
        }
        return Integer.parseInt(number);
    }
}
