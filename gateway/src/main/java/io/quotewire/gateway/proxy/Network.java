package io.quotewire.gateway.proxy;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Addresses with the same beginning, written {@code 192.0.2.0/24}, {@code 2001:db8::/32} or as one address.
 *
 * @param base the first of them
 * @param bits how many of its bits they have in common; 0 to 32, or to 128 for IPv6
 */
public record Network(InetAddress base, int bits) {
    public Network {
        int most = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a network's bits must be 0 to %d, were %d".formatted(most, bits));
        }
        if (beginning(base, bits).shiftLeft(most - bits).compareTo(number(base)) != 0) {
            throw new IllegalArgumentException(
                    "%s/%d has bits behind its end".formatted(NetUtil.toAddressString(base), bits));
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = address(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException("not an address or a network: " + text);
        }
        return new Network(
                base, slash < 0 ? base.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
    }

    /** The address that is written as {@code literal}, in brackets or not; null where that is none, or has a zone. */
    static @Nullable InetAddress address(String literal) {
        boolean bracketed = literal.startsWith("[") && literal.endsWith("]");
        String bare = bracketed ? literal.substring(1, literal.length() - 1) : literal;
        boolean ipv6 = NetUtil.isValidIpV6Address(bare) && !bare.contains("%") && !bare.startsWith("[");
        boolean valid = ipv6 || (!bracketed && NetUtil.isValidIpV4Address(bare));
        return valid ? InetAddress.ofLiteral(bare) : null;
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && beginning(address, bits).equals(beginning(base, bits));
    }

    @Override
    public String toString() {
        return NetUtil.toAddressString(base) + "/" + bits;
    }

    private static BigInteger beginning(InetAddress address, int bits) {
        return number(address).shiftRight(address.getAddress().length * Byte.SIZE - bits);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
