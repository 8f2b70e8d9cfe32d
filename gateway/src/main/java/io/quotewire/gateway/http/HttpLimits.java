package io.quotewire.gateway.http;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * What one connection, one address and all of them together may take.
 *
 * @param requestLineBytes longest request line; 256 to 16,384; beyond: 414 and close
 * @param headBytes longest head of a request with its request line; 1,024 to 65,536; beyond: 431 and close
 * @param bodyBytes longest body, which is dropped where nothing is done but reading; 0 to 1 MiB; beyond: 413 and close
 * @param bodiesBytes bodies that are kept, of all connections together; 1 MiB to 4 GiB; beyond: 503 and close
 * @param aheadBytes what a client may send ahead of its answers before it is no longer read; 4,096 to 1 MiB
 * @param headDeadline from accept, or from the first byte of a later request, to its complete head; 50 ms to 60 s
 * @param bodyDeadline from the head to the end of the body; 50 ms to 60 s
 * @param answerDeadline until the client has taken an answer; 50 ms to 10 min
 * @param idle between an answer and the next request; 50 ms to 10 min
 * @param unsentBytes answers, of all connections together, that clients have not taken yet; 1 MiB to 4 GiB; beyond: 503 and
 *     close
 * @param connections all of them, WebSockets included; 1 to 1,000,000; beyond: 503 and close
 * @param connectionsPerAddress likewise for one IPv4 address or one IPv6 network of 64 bits; 1 to {@code connections}
 * @param connectRate new connections a second, of which as many may come at once; 1 to 1,000,000; beyond: 503 and close
 * @param connectRatePerAddress likewise of one address; 1 to {@code connectRate}
 */
public record HttpLimits(
        int requestLineBytes,
        int headBytes,
        int bodyBytes,
        long bodiesBytes,
        int aheadBytes,
        Duration headDeadline,
        Duration bodyDeadline,
        Duration answerDeadline,
        Duration idle,
        long unsentBytes,
        int connections,
        int connectionsPerAddress,
        int connectRate,
        int connectRatePerAddress) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            4 << 10,
            16 << 10,
            64 << 10,
            32L << 20,
            64 << 10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            256L << 20,
            50_000,
            25_000,
            10_000,
            1_000);

    public HttpLimits {
        Check.range("http.request-line-bytes", requestLineBytes, 256, 16 << 10);
        Check.range("http.head-bytes", headBytes, 1 << 10, 64 << 10);
        Check.range("http.body-bytes", bodyBytes, 0, 1 << 20);
        Check.range("http.bodies-bytes", bodiesBytes, 1 << 20, 4L << 30);
        Check.range("http.ahead-bytes", aheadBytes, 4 << 10, 1 << 20);
        Check.range("http.head-deadline (ms)", headDeadline.toMillis(), 50, 60_000);
        Check.range("http.body-deadline (ms)", bodyDeadline.toMillis(), 50, 60_000);
        Check.range("http.answer-deadline (ms)", answerDeadline.toMillis(), 50, 600_000);
        Check.range("http.idle (ms)", idle.toMillis(), 50, 600_000);
        Check.range("http.unsent-bytes", unsentBytes, 1 << 20, 4L << 30);
        Check.range("http.connections", connections, 1, 1_000_000);
        Check.range("http.connections-per-address", connectionsPerAddress, 1, connections);
        Check.range("http.connect-rate", connectRate, 1, 1_000_000);
        Check.range("http.connect-rate-per-address", connectRatePerAddress, 1, connectRate);
    }
}
