package io.quotewire.lab.load.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From which addresses connections come: those to this machine itself from several, where they are many.
 *
 * <p>Linux looks for a free port among the even ones of its range first, by default 14,116 of them; once they are taken it
 * looks at each of those again at every connect, which takes a core where several load tests connect. On loopback all of
 * 127.0.0.0/8 is this machine, so that there are ports enough.
 *
 * <p><b>Threads:</b> one.
 */
final class Sources {
    static final int CONNECTS_OF_ONE = 10_000;

    private final boolean many;
    private int connects;

    Sources() {
        this(System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"));
    }

    /** @param many whether all of 127.0.0.0/8 is this machine */
    Sources(boolean many) {
        this.many = many;
    }

    /** From where the next connection to {@code to} is to come; null for wherever the system likes. */
    @Nullable
    InetSocketAddress next(InetSocketAddress to) {
        int number = connects++ / CONNECTS_OF_ONE % 200;
        InetAddress address = to.getAddress(); // Null where the host has none.
        if (!many || number == 0 || !(address instanceof Inet4Address) || !address.isLoopbackAddress()) {
            return null;
        }
        // Of each port its own: other load tests, of other gateways, take theirs at the same time.
        byte[] source = {127, (byte) (to.getPort() >> 8), (byte) to.getPort(), (byte) number};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(source), 0);
        } catch (UnknownHostException fourBytesAreAnAddress) {
            throw new IllegalStateException(fourBytesAreAnAddress);
        }
    }
}
