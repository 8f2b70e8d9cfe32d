/**
 * TLS on the gateway's one port.
 *
 * <p><b>Way in.</b> A connection's first byte tells whether it speaks TLS ({@link io.quotewire.gateway.tls.FirstByte}); from
 * there on the JDK's engine stands before HTTP ({@link io.quotewire.gateway.tls.TlsDoor}), and nothing behind it knows. Only
 * TLS 1.2 and 1.3 are spoken, with suites that encrypt and authenticate at once and whose keys nobody can work out later from
 * ours. Handshakes compute on threads of their own: signing takes longer than a lane may be held up.
 *
 * <p><b>Files.</b> {@link io.quotewire.gateway.tls.KeyMaterial} is a certificate's chain and its key that were found to belong
 * together and to be valid; there is no other way to one. {@code FileWatch} looks every two seconds, takes what has stood
 * still since the look before, and keeps what is there where that is no good: a renewal that writes one file after the other
 * is not seen in its middle, and one that goes wrong costs nobody a connection.
 *
 * <p><b>Not here:</b> what is refused without TLS ({@code gateway.http}); certificates of clients, which none is asked for.
 */
@NullMarked
package io.quotewire.gateway.tls;

import org.jspecify.annotations.NullMarked;
