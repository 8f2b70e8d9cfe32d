package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that goes on in a {@link History} by the rule of docs/protocol.md, and notes what does not follow. */
final class Resumed {
    private static final Pattern FIELD = Pattern.compile("'(epoch|why|recovered|from|prev|to|seq)':'?([0-9a-z_]+)");
    private static final Pattern ITEM = Pattern.compile("\\{'seq':([0-9]+),");

    private final History history;
    private final List<Long> got = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private String epoch;
    private long last;
    private String why = "";

    /** The first number behind what it had, or behind what it was told to be lost. */
    private long from;

    private boolean answered;

    /** @param last what it has, -1 for one that asks by the time */
    Resumed(History history, String epoch, long last) {
        this.history = history;
        this.epoch = epoch;
        this.last = last;
        this.from = last + 1;
    }

    /** Why there was a gap, empty where all was promised to follow. */
    String why() {
        return why;
    }

    long from() {
        return from;
    }

    void take(String message) {
        if (message.startsWith("{'op':'subscribed'")) {
            answered = true;
            if (field(message, "recovered").equals("full")) {
                epoch = field(message, "epoch");
                from = Long.parseLong(field(message, "from"));
                last = from - 1;
            } else {
                why = field(message, "why");
            }
        } else if (message.startsWith("{'type':'gap'") && field(message, "prev").isEmpty()) {
            note(why.isEmpty(), "an unexpected gap: " + message);
            epoch = field(message, "epoch");
            last = Long.parseLong(field(message, "to"));
            from = last + 1;
        } else {
            follow(message);
        }
    }

    private void follow(String message) {
        note(!epoch.equals(field(message, "epoch")), "another epoch: " + message);
        note(Long.parseLong(field(message, "prev")) > last, "a hole behind " + last + ": " + message);
        Matcher items = ITEM.matcher(message);
        while (items.find()) {
            long seq = Long.parseLong(items.group(1));
            if (seq > last) {
                got.add(seq);
            }
        }
        String end = field(message, message.startsWith("{'type':'gap'") ? "to" : "seq");
        last = Math.max(last, Long.parseLong(end));
    }

    /** It has each trade behind its position once and in order, and stands where the topic does. */
    void assertWhole(String where) {
        assertThat(answered).as(where).isTrue();
        assertThat(wrong).as(where).isEmpty();
        assertThat(got).as(where).isEqualTo(history.trades(from));
        assertThat(epoch).as(where).isEqualTo(history.epoch());
        assertThat(last).as(where).isEqualTo(Math.max(from - 1, history.seq()));
    }

    private void note(boolean is, String what) {
        if (is) {
            wrong.add(what);
        }
    }

    /** The first of this name, empty where there is none. */
    private static String field(String message, String name) {
        Matcher fields = FIELD.matcher(message);
        while (fields.find()) {
            if (fields.group(1).equals(name)) {
                return fields.group(2);
            }
        }
        return "";
    }
}
