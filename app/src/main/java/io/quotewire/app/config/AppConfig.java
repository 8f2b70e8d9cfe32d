package io.quotewire.app.config;

import io.quotewire.gateway.GatewayConfig;
import io.quotewire.gateway.auth.AuthConfig;
import io.quotewire.gateway.dialect.DialectConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.tls.TlsConfig;
import io.quotewire.lab.tape.FlightConfig;
import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import io.quotewire.store.history.HistoryConfig;
import io.quotewire.store.last.LastValuesConfig;
import io.quotewire.store.last.redis.RedisConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Everything that can be set.
 *
 * @param instruments subscribed from the start, where a venue lists them
 * @param listen one or more addresses
 * @param allowPlain whether plain text may leave this machine
 * @param allowedOrigins pages of other origins that may connect, {@code https://example.com}
 * @param data folder for what survives a restart
 * @param lanes event loops that serve clients; 0 for one less than the machine has processors
 */
public record AppConfig(
        VenuesConfig venues,
        FxConfig fx,
        CoinGeckoConfig coingecko,
        RandomConfig random,
        ConvertConfig convert,
        List<Instrument> instruments,
        List<ListenAddress> listen,
        boolean allowPlain,
        List<String> allowedOrigins,
        Path data,
        int lanes,
        EngineSettings engine,
        HttpSettings http,
        TlsConfig tls,
        GatewaySettings gateway,
        DialectConfig dialects,
        AuthConfig auth,
        StoreSettings store,
        HistoryConfig history,
        LastValuesConfig lastValues,
        RedisConfig redis,
        FlightConfig flightRecorder,
        LogConfig log) {
    private static final int MAX_INSTRUMENTS = 2_000;
    private static final int MAX_ADDRESSES = 16;
    private static final int MAX_LANES = 256;

    /** Works without a file. */
    public static final AppConfig DEFAULT = new AppConfig(
            VenuesConfig.DEFAULT,
            FxConfig.DEFAULT,
            CoinGeckoConfig.DEFAULT,
            RandomConfig.DEFAULT,
            ConvertConfig.DEFAULT,
            DefaultInstruments.ALL,
            List.of(new ListenAddress("127.0.0.1", 8_000)),
            false,
            List.of(),
            Path.of("data"),
            0,
            EngineSettings.DEFAULT,
            HttpSettings.DEFAULT,
            TlsConfig.NONE,
            GatewaySettings.DEFAULT,
            DialectConfig.DEFAULT,
            AuthConfig.DEFAULT,
            StoreSettings.DEFAULT,
            HistoryConfig.DEFAULT,
            LastValuesConfig.DEFAULT,
            RedisConfig.NONE,
            FlightConfig.DEFAULT,
            LogConfig.DEFAULT);

    public AppConfig {
        instruments = List.copyOf(instruments);
        listen = List.copyOf(listen);
        allowedOrigins = List.copyOf(allowedOrigins);
        count("instruments", instruments.size(), MAX_INSTRUMENTS);
        count("listen", listen.size(), MAX_ADDRESSES);
        Check.range("lanes", lanes, 0, MAX_LANES);
        httpConfig(listen, allowPlain, allowedOrigins, http, tls);
    }

    /** The same for other venues and instruments. */
    public AppConfig with(VenuesConfig otherVenues, List<Instrument> otherInstruments) {
        return new AppConfig(
                otherVenues,
                fx,
                coingecko,
                random,
                convert,
                otherInstruments,
                listen,
                allowPlain,
                allowedOrigins,
                data,
                lanes,
                engine,
                http,
                tls,
                gateway,
                dialects,
                auth,
                store,
                history,
                lastValues,
                redis,
                flightRecorder,
                log);
    }

    /** The same with another engine. */
    public AppConfig with(EngineSettings other) {
        return new AppConfig(
                venues,
                fx,
                coingecko,
                random,
                convert,
                instruments,
                listen,
                allowPlain,
                allowedOrigins,
                data,
                lanes,
                other,
                http,
                tls,
                gateway,
                dialects,
                auth,
                store,
                history,
                lastValues,
                redis,
                flightRecorder,
                log);
    }

    /** The same with other sources that have no stream. */
    public AppConfig with(FxConfig otherFx, CoinGeckoConfig otherCoinGecko) {
        return new AppConfig(
                venues,
                otherFx,
                otherCoinGecko,
                random,
                convert,
                instruments,
                listen,
                allowPlain,
                allowedOrigins,
                data,
                lanes,
                engine,
                http,
                tls,
                gateway,
                dialects,
                auth,
                store,
                history,
                lastValues,
                redis,
                flightRecorder,
                log);
    }

    /** The same on one loopback port, for all and without TLS; 0 takes a free one. */
    public AppConfig onPort(int port) {
        return new AppConfig(
                venues,
                fx,
                coingecko,
                random,
                convert,
                instruments,
                List.of(new ListenAddress("127.0.0.1", port)),
                allowPlain,
                allowedOrigins,
                data,
                lanes,
                engine,
                http.withoutAdmin(),
                TlsConfig.NONE,
                gateway,
                dialects,
                auth,
                store,
                history,
                lastValues,
                redis,
                flightRecorder,
                log);
    }

    /** What the gateway takes, on this machine. */
    public GatewayConfig gatewayConfig() {
        int loops = lanes == 0
                ? GatewayConfig.of(Runtime.getRuntime().availableProcessors()).lanes()
                : lanes;
        return new GatewayConfig(
                loops,
                httpConfig(listen, allowPlain, allowedOrigins, http, tls),
                gateway.fanout(),
                gateway.session(),
                dialects);
    }

    private static HttpConfig httpConfig(
            List<ListenAddress> listen,
            boolean allowPlain,
            List<String> allowedOrigins,
            HttpSettings http,
            TlsConfig tls) {
        return new HttpConfig(
                listen,
                allowPlain,
                Set.copyOf(allowedOrigins),
                http.limits(),
                tls,
                http.trustedProxies(),
                http.adminListen());
    }

    private static void count(String key, int size, int most) {
        if (size < 1 || size > most) {
            throw new IllegalArgumentException("%s must have 1 to %d entries, has %d".formatted(key, most, size));
        }
    }
}
