package io.quotewire.venue;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words for people. */
final class Reasons {
    private static final int LONGEST = 200;
    private static final Pattern OTHER_HOST = Pattern.compile("subject alternative|name matching");
    private static final Pattern OLD_TLS = Pattern.compile("protocol.version|appropriate protocol");
    private static final Pattern NO_TLS = Pattern.compile("SSL/TLS record|unrecognized SSL message");

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
        return innermost == null ? "unknown" : tls(innermost) + shortened(innermost);
    }

    /** What is wrong with the other end's TLS, before the words of the library; empty for anything else. */
    private static String tls(Throwable innermost) {
        String message = String.valueOf(innermost.getMessage());
        return switch (innermost) {
            case CertificateExpiredException _ -> "the certificate has expired: ";
            case CertificateNotYetValidException _ -> "the certificate is not valid yet: ";
            case CertPathBuilderException _ -> "the certificate is not trusted: ";
            case CertificateException _
            when OTHER_HOST.matcher(message).find() -> "the certificate is for another host: ";
            case SSLException _ when OLD_TLS.matcher(message).find() -> "no version of TLS that we take: ";
            case SSLException _ when NO_TLS.matcher(message).find() -> "no TLS at the other end: ";
            case SocketTimeoutException _ -> "no answer in time: ";
            default -> "";
        };
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
