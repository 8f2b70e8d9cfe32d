package io.quotewire.venue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Names that end in {@code .test} are looked up here instead of in the world. */
public final class TestNames extends InetAddressResolverProvider {
    private static final Map<String, List<InetAddress>> KNOWN = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> HANGING = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** A name that no test had before, so that nothing of it is remembered. */
    static String fresh(String... addresses) throws UnknownHostException {
        String name = "host-" + NEXT.incrementAndGet() + ".test";
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByAddress(
                    name, InetAddress.ofLiteral(addresses[i]).getAddress());
        }
        KNOWN.put(name, List.of(all));
        return name;
    }

    /** A name whose look-up takes until the latch is released, and then fails. */
    static String hanging(CountDownLatch release) {
        String name = "slow-" + NEXT.incrementAndGet() + ".test";
        HANGING.put(name, release);
        return name;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.endsWith(".test") ? found(host).stream() : builtin.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of tests";
    }

    private static List<InetAddress> found(String host) throws UnknownHostException {
        CountDownLatch hangs = HANGING.get(host);
        if (hangs != null) {
            await(hangs);
        }
        List<InetAddress> addresses = KNOWN.getOrDefault(host, List.of());
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
