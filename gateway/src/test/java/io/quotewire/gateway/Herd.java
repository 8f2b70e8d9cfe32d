package io.quotewire.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Thousands of clients of one gateway on one thread, which do everything at the same time.
 *
 * <p><b>Threads:</b> the test's; while it does not {@link #await} they hear nothing.
 */
final class Herd implements AutoCloseable {
    /** Of which there are so many that none runs out of ports. */
    private static final int ADDRESSES = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Selector selector = Selector.open();
    private final List<Member> members = new ArrayList<>();

    /** Nobody is connected yet. */
    Herd(BusyGateway gateway, int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), gateway.port());
        for (int i = 0; i < count; i++) {
            members.add(new Member(address));
        }
    }

    List<Member> members() {
        return members;
    }

    /** All at once. */
    void connect() throws IOException {
        for (int i = 0; i < members.size(); i++) {
            members.get(i).connect(selector, "127.0.0." + (2 + i % ADDRESSES));
        }
    }

    /** All at once. */
    void reset() throws IOException {
        for (Member member : members) {
            member.reset();
        }
        selector.selectNow(); // Lets the sockets go.
    }

    /** Of how many it is so. */
    long count(Predicate<Member> condition) {
        return members.stream().filter(condition).count();
    }

    /** Goes on until it is so of {@code enough} of them; how long that took. */
    Duration await(String what, long enough, Predicate<Member> condition) throws IOException {
        return await(() -> what + " are " + count(condition) + " of " + enough, () -> count(condition) >= enough);
    }

    /** Goes on until it is so; how long that took. */
    Duration await(Supplier<String> now, BooleanSupplier done) throws IOException {
        long startNs = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - startNs > PATIENCE.toNanos()) {
                throw new AssertionError("after minutes " + now.get());
            }
            selector.select(20);
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isValid() && key.attachment() instanceof Member member) {
                    member.turn(key);
                }
            }
            selector.selectedKeys().clear();
        }
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    /** What is wrong with what they were told, empty where nothing is. */
    List<String> complaints() {
        return members.stream()
                .map(member -> member.rule().complaint())
                .filter(complaint -> !complaint.isEmpty())
                .toList();
    }

    @Override
    public void close() throws IOException {
        reset();
        selector.close();
    }
}
