package io.quotewire.venue;

import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one venue is read.
 *
 * @param wsUrl {@code ws} or {@code wss}; without a path, that of the venue's own address is used
 * @param restUrl {@code http} or {@code https}, without a path
 * @param trustStore certificates to trust instead of the JDK's: PEM ({@code .pem, .crt, .cer}), else PKCS12 or JKS with
 *     no password or {@code changeit}; null for the JDK's
 * @param instruments subscribed from the start; what the venue does not list is left out
 * @param connectTimeout for name, connection, TLS and handshake together; 100 ms to 60 s
 * @param quiet silence after which the venue is asked whether it lives; 1 to 300 s
 * @param patience silence after asking that ends the connection; 1 to 60 s
 * @param refresh how often the list of instruments is fetched anew; 1 minute to 24 hours
 * @param audit how often one book, a different one each time, is held against the venue's own picture of it; 1 minute to 24
 *     hours, zero for never
 * @param life after which the venue ends a connection; another takes its place before, at 23/24 of it or a little earlier; 10
 *     minutes to 7 days, zero for never
 * @param simulated whether the addresses are known to be a simulator's or a replayer's, so that it is said from the start;
 *     one that calls itself so is believed in any case
 */
public record FeedConfig(
        URI wsUrl,
        URI restUrl,
        @Nullable Path trustStore,
        List<Instrument> instruments,
        Duration connectTimeout,
        Duration quiet,
        Duration patience,
        Duration refresh,
        Duration audit,
        Duration life,
        boolean simulated) {

    public FeedConfig {
        requireScheme("ws-url", wsUrl, "ws", "wss");
        requireScheme("rest-url", restUrl, "http", "https");
        instruments = List.copyOf(instruments);
        Check.range("connect-timeout (ms)", connectTimeout.toMillis(), 100, 60_000);
        Check.range("quiet (ms)", quiet.toMillis(), 1_000, 300_000);
        Check.range("patience (ms)", patience.toMillis(), 1_000, 60_000);
        Check.range("refresh (s)", refresh.toSeconds(), 60, 86_400);
        if (!audit.isZero()) {
            Check.range("audit (s), unless it is zero,", audit.toSeconds(), 60, 86_400);
        }
        if (!life.isZero()) {
            Check.range("life (s), unless it is zero,", life.toSeconds(), 600, 604_800);
        }
    }

    /** The venue's own addresses and times. */
    public static FeedConfig of(Profile profile, List<Instrument> instruments) {
        return new FeedConfig(
                profile.wsUrl(),
                profile.restUrl(),
                null,
                instruments,
                profile.connectTimeout(),
                profile.keepAlive().quiet(),
                profile.keepAlive().patience(),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                profile.life(),
                false);
    }

    boolean wsUsesTls() {
        return "wss".equals(wsUrl.getScheme());
    }

    /** Whether any of the two addresses does. */
    boolean usesTls() {
        return wsUsesTls() || "https".equals(restUrl.getScheme());
    }

    /** The same with other addresses. */
    public FeedConfig withUrls(URI ws, URI rest) {
        return with(ws, rest, trustStore, audit, life, simulated);
    }

    /** The same with everything, WebSocket and REST, at one address, as a simulator or a replayer offers it. */
    public FeedConfig withUrl(URI ws) {
        String scheme = "wss".equals(ws.getScheme()) ? "https" : "http";
        return withUrls(ws, URI.create(scheme + "://" + ws.getAuthority()));
    }

    /** The same at addresses that are known to be a simulator's or a replayer's, or known not to be. */
    public FeedConfig withSimulated(boolean known) {
        return with(wsUrl, restUrl, trustStore, audit, life, known);
    }

    /** The same with other certificates to trust. */
    public FeedConfig withTrustStore(@Nullable Path store) {
        return with(wsUrl, restUrl, store, audit, life, simulated);
    }

    /** The same with books audited so often, or never. */
    public FeedConfig withAudit(Duration period) {
        return with(wsUrl, restUrl, trustStore, period, life, simulated);
    }

    /** The same where connections live so long, or for ever. */
    public FeedConfig withLife(Duration span) {
        return with(wsUrl, restUrl, trustStore, audit, span, simulated);
    }

    private FeedConfig with(
            URI ws, URI rest, @Nullable Path store, Duration auditPeriod, Duration span, boolean known) {
        return new FeedConfig(
                ws, rest, store, instruments, connectTimeout, quiet, patience, refresh, auditPeriod, span, known);
    }

    /** Host and port of the venue's data, by which its limits are counted: a simulator is another venue. */
    public String address() {
        return wsUrl.getAuthority();
    }

    /** The address to connect to, path included. */
    URI endpoint(Profile profile) {
        String path = wsUrl.getRawPath();
        boolean bare = path == null || path.isEmpty() || path.equals("/");
        return bare ? wsUrl.resolve(profile.wsUrl().getRawPath()) : wsUrl;
    }

    private static void requireScheme(String key, URI url, String plain, String secure) {
        boolean known = plain.equals(url.getScheme()) || secure.equals(url.getScheme());
        if (!known || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "%s must be %s://HOST or %s://HOST, was %s".formatted(key, plain, secure, url));
        }
    }
}
