package io.quotewire.gateway.auth;

import io.quotewire.store.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What each account has used since it was last written down. Connections count themselves when they come, and tell now and then
 * what was sent to them: nothing is done here for each message. Who is nobody in particular is not counted.
 *
 * <p><b>Threads:</b> any; only {@link #writeDown} may wait.
 */
public final class UsageMeter {
    private final ConcurrentHashMap<Long, Used> used = new ConcurrentHashMap<>();

    private record Used(long messages, long bytes, long connections) {
        Used and(Used more) {
            return new Used(messages + more.messages, bytes + more.bytes, connections + more.connections);
        }
    }

    /** A connection is the account's now. */
    public void connected(Principal who) {
        add(who, new Used(0, 0, 1));
    }

    public void sent(Principal who, long messages, long bytes) {
        if (messages > 0 || bytes > 0) {
            add(who, new Used(messages, bytes, 0));
        }
    }

    private void add(Principal who, Used some) {
        if (!who.isAnonymous()) {
            used.merge(who.account(), some, Used::and);
        }
    }

    /**
     * Gives {@code writer} what has come together, as used on the day of {@code nowUs}, in lists of what a call may add. What it
     * does not take is kept for the next time.
     */
    void writeDown(Consumer<List<Usage.Day>> writer, long nowUs) {
        long day = TimeUnit.MICROSECONDS.toDays(nowUs);
        List<Long> accounts = List.copyOf(used.keySet());
        for (int i = 0; i < accounts.size(); i += Usage.MOST) {
            writeDown(accounts.subList(i, Math.min(accounts.size(), i + Usage.MOST)), writer, day);
        }
    }

    private void writeDown(List<Long> accounts, Consumer<List<Usage.Day>> writer, long day) {
        List<Usage.Day> days = new ArrayList<>();
        for (Long account : accounts) {
            Used some = used.remove(account);
            if (some != null) {
                days.add(new Usage.Day(account, day, some.messages(), some.bytes(), some.connections()));
            }
        }
        boolean written = false;
        try {
            writer.accept(days);
            written = true;
        } finally {
            if (!written) {
                days.forEach(each -> used.merge(
                        each.account(), new Used(each.messages(), each.bytes(), each.connections()), Used::and));
            }
        }
    }
}
