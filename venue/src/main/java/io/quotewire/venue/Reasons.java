package io.quotewire.venue;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words for people. */
final class Reasons {
    private static final int LONGEST = 200;

    private Reasons() {}

    /** The innermost cause that says something. */
    static String of(@Nullable Throwable thrown) {
        Throwable innermost = thrown;
        boolean connecting = thrown instanceof ConnectException;
        while (innermost != null && innermost.getCause() != null) {
            innermost = innermost.getCause();
            connecting |= innermost instanceof ConnectException;
        }
        if (innermost instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        if (innermost instanceof UnknownHostException) {
            return "unknown host " + innermost.getMessage();
        }
        if (connecting && (innermost instanceof ConnectException || innermost instanceof ClosedChannelException)) {
            return "connection refused";
        }
        if (innermost instanceof ClosedChannelException) {
            return "connection closed";
        }
        return innermost == null ? "unknown" : shortened(innermost);
    }

    /** A venue's text, made fit for a report. */
    static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    private static String shortened(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : shortened(message);
    }
}
