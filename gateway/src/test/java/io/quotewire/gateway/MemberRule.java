package io.quotewire.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one client of a {@link BusyGateway} makes of the trades that it is told: each number has to come once, or to be told
 * as missing.
 *
 * <p><b>Threads:</b> the test's.
 */
final class MemberRule {
    private static final String TRADE = "\"topic\":\"" + BusyGateway.TRADE + "\"";
    private static final Pattern NUMBERS = Pattern.compile("\"(prev|seq|from|to)\":([0-9]+)");
    private static final Pattern ITEM = Pattern.compile("\\{\"seq\":([0-9]+),");

    /** Of the last trade; -1 before any position. */
    private long last = -1;

    private long began;
    private long trades;
    private long quotes;
    private int lost;
    private int gaps;
    private int slows;
    private int broken;
    private int recovered;
    private String firstBroken = "";

    /** What it sends on a new connection. */
    String order() {
        String trade = last < 0
                ? "\"" + BusyGateway.TRADE + "\""
                : "{\"topic\":\"" + BusyGateway.TRADE + "\",\"epoch\":\"m3q0jrnk\",\"seq\":" + last + "}";
        return "{\"op\":\"subscribe\",\"topics\":[" + trade + ",\"" + BusyGateway.QUOTE + "\"]}";
    }

    long last() {
        return last;
    }

    long quotes() {
        return quotes;
    }

    /** Trades that were told as lost, and in how many gaps. */
    int lost() {
        return lost;
    }

    int gaps() {
        return gaps;
    }

    /** How often it was told that it is slow. */
    int slows() {
        return slows;
    }

    /** How often it was promised that all goes on where it was. */
    int recovered() {
        return recovered;
    }

    /** Null where all was as it must be. */
    String complaint() {
        boolean whole = last < 0 || began + trades + lost == last;
        return broken == 0 && whole
                ? ""
                : broken + " messages that do not follow, the first of them " + firstBroken + "; from " + began + ": "
                        + trades + " trades and " + lost + " lost up to " + last;
    }

    void take(String message) {
        if (message.startsWith("{\"op\":\"subscribed\"")) {
            recovered += message.contains(TRADE + ",\"ok\":true,\"rate_ms\":0,\"recovered\":\"full\"") ? 1 : 0;
        } else if (message.startsWith("{\"type\":\"slow\"")) {
            slows++;
        } else if (message.contains(TRADE)) {
            trade(message);
        } else if (message.startsWith("{\"type\":")) {
            quotes++;
        }
    }

    private void trade(String message) {
        if (message.startsWith("{\"type\":\"update\"")) {
            update(message);
        } else if (message.startsWith("{\"type\":\"gap\"")) {
            gaps++;
            follow(number(message, "from") - 1, message);
            lost += (int) (number(message, "to") - last);
            last = number(message, "to");
        } else if (message.startsWith("{\"type\":\"snapshot\"")) {
            broken(last >= 0, message);
            last = number(message, "seq");
            began = last;
        } else if (message.startsWith("{\"type\":\"still\"")) {
            broken(number(message, "seq") != last, message);
        } else {
            broken(true, message);
        }
    }

    private void update(String message) {
        follow(number(message, "prev"), message);
        Matcher items = ITEM.matcher(message);
        while (items.find()) {
            broken(Long.parseLong(items.group(1)) != last + 1, message);
            last++;
            trades++;
        }
        broken(number(message, "seq") != last, message);
    }

    private void follow(long prev, String message) {
        broken(prev != last, message);
    }

    private void broken(boolean is, String message) {
        if (is) {
            broken++;
            firstBroken = firstBroken.isEmpty() ? "at " + last + ": " + message : firstBroken;
        }
    }

    private static long number(String message, String name) {
        Matcher numbers = NUMBERS.matcher(message);
        while (numbers.find()) {
            if (numbers.group(1).equals(name)) {
                return Long.parseLong(numbers.group(2));
            }
        }
        throw new AssertionError("no " + name + " in " + message);
    }
}
