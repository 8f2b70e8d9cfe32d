package io.quotewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.store.last.redis.RedisConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    Path directory;

    @Test
    void load_withoutAnything_isTheDefault() throws ConfigInvalid {
        Configuration loaded = load(Map.of());

        assertThat(loaded.values()).isEqualTo(AppConfig.DEFAULT);
        assertThat(loaded.origin("listen")).hasToString("default");
    }

    @Test
    void load_ofEachLayer_takesTheLaterOne() throws Exception {
        file("""
                log:
                  level: warn
                  format: json
                venues:
                  enabled: [binance]
                """);
        Map<String, String> variables = Map.of("QUOTEWIRE_LOG_FORMAT", "text", "QUOTEWIRE_VENUES_ENABLED", "okx");

        Configuration loaded =
                load(variables, new Configuration.FlagValue("venues.enabled", "--venues", "binance,okx"));

        assertThat(loaded.values().log()).isEqualTo(new LogConfig(LogConfig.Level.WARN, LogConfig.Format.TEXT));
        assertThat(loaded.values().venues().enabled()).containsExactly("binance", "okx");
        assertThat(loaded.origin("log.level")).hasToString("quotewire.yaml:2:10");
        assertThat(loaded.origin("log.format")).hasToString("environment QUOTEWIRE_LOG_FORMAT");
        assertThat(loaded.origin("venues.enabled")).hasToString("--venues");
    }

    @Test
    void load_ofNamedFile_readsItInsteadOfTheUsualOne() throws Exception {
        file("log: {level: warn}");
        Files.writeString(directory.resolve("other.yaml"), "log: {level: debug}");

        Configuration loaded =
                Configuration.load(new Configuration.Sources(Path.of("other.yaml"), directory, Map.of(), List.of()));

        assertThat(loaded.values().log().level()).isEqualTo(LogConfig.Level.DEBUG);
        assertThat(loaded.origin("log.level")).hasToString("other.yaml:1:14");
    }

    @Test
    void redis_byTheNamesThatOtherProgramsUse_countsWhereItsHostIsSet() throws Exception {
        Map<String, String> whole = Map.of(
                "REDIS_HOST", "cache.example",
                "REDIS_PORT", "6380",
                "REDIS_USERNAME", "ali",
                "REDIS_PASSWORD", "open sesame",
                "QUOTEWIRE_REDIS_PORT", "6381");

        Configuration loaded = load(whole);

        RedisConfig redis = loaded.values().redis();
        assertThat(redis.isOn()).isTrue();
        assertThat(redis.host()).isEqualTo("cache.example");
        assertThat(redis.port()).isEqualTo(6_381); // Ours is the later word.
        assertThat(redis.username()).isEqualTo("ali");
        assertThat(redis.password()).isNotNull();
        assertThat(loaded.origin("redis.host")).hasToString("environment REDIS_HOST");
        assertThat(loaded.print(true)).contains("password: hidden").doesNotContain("sesame");
        assertThat(load(Map.of("REDIS_PORT", "tcp://10.0.0.1:6379", "REDIS_PASSWORD", "x"))
                        .values()
                        .redis())
                .isEqualTo(RedisConfig.NONE);
    }

    @Test
    void secret_inAFileOfSettings_isRefusedAndNotRepeated() throws IOException {
        file("redis:\n  host: cache\n  password: sesame");

        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of())))
                .hasMessage(
                        "quotewire.yaml:3:13: redis.password must not stand in a file of settings: redis.password-file names a file of its own");
    }

    @Test
    void secret_thatIsNone_isNotRepeated() {
        Map<String, String> variables = Map.of("REDIS_HOST", "cache", "REDIS_PASSWORD", "sesame".repeat(200));

        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> load(variables)))
                .hasMessage("environment REDIS_PASSWORD: redis.password must be a secret of 1 to 1000 characters");
    }

    @Test
    void load_ofMissingNamedFile_saysSo() {
        Configuration.Sources sources = new Configuration.Sources(Path.of("none.yaml"), directory, Map.of(), List.of());

        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> Configuration.load(sources)))
                .hasMessage("none.yaml: there is no such file");
    }

    /** Each row: the file with {@code |} for the end of a line, then the whole message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "lisen: [a] ~ quotewire.yaml:1:1: unknown key lisen; did you mean listen?",
                "log:|  levle: warn ~ quotewire.yaml:2:3: unknown key log.levle; did you mean log.level?",
                "format: json ~ quotewire.yaml:1:1: unknown key format; did you mean log.format?",
                "zzzzzzzz: 1 ~ quotewire.yaml:1:1: unknown key zzzzzzzz",
                "venues: {okxx: {ws-url: 'ws://h'}} ~ quotewire.yaml:1:10: unknown key venues.okxx; did you mean venues.okx?",
                "log: {level: loud} ~ quotewire.yaml:1:14: log.level must be one of error, warn, info, debug, was \"loud\"",
                "log: {level: [warn]} ~ quotewire.yaml:1:14: log.level must be one of error, warn, info, debug, was [warn]",
                "log: {level: {a: b}} ~ quotewire.yaml:1:14: log.level must be one of error, warn, info, debug, was a group of keys",
                "log: loud ~ quotewire.yaml:1:6: log must be a group of keys: level, format",
                "- a ~ quotewire.yaml:1:1: the file must be a group of keys: @",
                "log:|  level: ~ quotewire.yaml:2:9: log.level has no value",
                "allow-plain: yes ~ quotewire.yaml:1:14: allow-plain must be true or false, was \"yes\"",
                "allow-plain: true|allow-plain: true ~ quotewire.yaml:2:1: allow-plain is set twice",
                "instruments: BTC-USDT ~ quotewire.yaml:1:14: instruments must be a list, each an instrument such as BTC-USDT, was \"BTC-USDT\"",
                "instruments:|  - BTC-USDT|  - btc-usdt ~ quotewire.yaml:3:5: each of instruments must be an instrument such as BTC-USDT, was \"btc-usdt\"",
                "instruments: [[a]] ~ quotewire.yaml:1:15: each of instruments must be an instrument such as BTC-USDT",
                "instruments: [] ~ quotewire.yaml:1:14: instruments must have 1 to 2000 entries, has 0",
                "listen: [8000] ~ quotewire.yaml:1:10: each of listen must be an address such as 127.0.0.1:8000 or [::1]:8000, was \"8000\"",
                "listen: ['127.0.0.1:65536'] ~ quotewire.yaml:1:10: each of listen must be an address such as 127.0.0.1:8000 or [::1]:8000, was \"127.0.0.1:65536\"",
                "venues: {enabled: [okx, bianance]} ~ quotewire.yaml:1:19: venues.enabled has the unknown venue bianance; did you mean binance?",
                "venues: {enabled: [okx, okx]} ~ quotewire.yaml:1:19: venues.enabled names okx twice",
                "venues: {okx: {ws-url: here}} ~ quotewire.yaml:1:24: venues.okx.ws-url must be a URL such as wss://host/path, was \"here\"",
                "engine:|  shards: 99 ~ quotewire.yaml:2:11: engine.shards must be 1 to 64, was 99",
                "engine: {shards: many} ~ quotewire.yaml:1:18: engine.shards must be a whole number, was \"many\"",
                "engine: {shards: 99999999999} ~ quotewire.yaml:1:18: engine.shards must be a whole number, was \"99999999999\"",
                "engine: {silence: 10} ~ quotewire.yaml:1:19: engine.silence must be a duration such as 250ms, 10s or 5m, was \"10\"",
                "engine: {silence: 2h} ~ quotewire.yaml:1:19: engine.silence (ms) must be 100 to 3600000, was 7200000",
                "http:|  head-bytes: 1 ~ quotewire.yaml:2:15: http.head-bytes must be a size such as 512B, 64KiB or 1MiB, was \"1\"",
                "http:|  head-bytes: 1MiB ~ quotewire.yaml:2:15: http.head-bytes must be 1024 to 65536, was 1048576",
                "allowed-origins: ['https://a.example/'] ~ quotewire.yaml:1:18: allowed-origins must be scheme://host[:port] in lower case, without a path, was https://a.example/",
                "venues: {okx: {ws-url: 'https://h'}} ~ quotewire.yaml:1:24: venues.okx.ws-url must be ws://HOST or wss://HOST, was https://h",
                "gateway: {topics: 0} ~ quotewire.yaml:1:19: gateway.topics must be 1 to 10000, was 0",
                "gateway: {pong-within: 1s} ~ quotewire.yaml:1:24: gateway.pong-within (s) must be 21 to 600, was 1",
                "[a ~ quotewire.yaml:1:3: is not YAML: expected ',' or ']', but got <stream end>",
                "? [a]|: b ~ quotewire.yaml:1:3: a key must be a name",
            })
    void load_ofWrongFile_saysWhatAndWhere(String text, String message) throws IOException {
        file(text.replace('|', '\n'));

        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of())))
                .hasMessage(message.replace("@", groupsOfTheRoot()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "QUOTEWIRE_LOG_LEVLE ~ warn ~ environment QUOTEWIRE_LOG_LEVLE: there is no such setting; did you mean QUOTEWIRE_LOG_LEVEL?",
                "QUOTEWIRE_ALLOW_PLAIN ~ 1 ~ environment QUOTEWIRE_ALLOW_PLAIN: allow-plain must be true or false, was \"1\"",
                "QUOTEWIRE_INSTRUMENTS ~ BTC-USDT,eth ~ environment QUOTEWIRE_INSTRUMENTS: each of instruments must be an instrument such as BTC-USDT, was \"eth\"",
            })
    void load_ofWrongVariable_saysWhichAndWhat(String name, String text, String message) {
        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of(name, text))))
                .hasMessage(message);
    }

    @Test
    void load_ofVariablesThatAreNotSettings_ignoresThem() throws ConfigInvalid {
        Configuration loaded =
                load(Map.of("QUOTEWIRE_STRICT", "1", "QUOTEWIRE_JAVA_HOME", "/jdk", "QUOTEWIREX", "1", "PATH", "/bin"));

        assertThat(loaded.values()).isEqualTo(AppConfig.DEFAULT);
    }

    @Test
    void load_ofSeveralProblems_namesAll() throws IOException {
        file("lisen: [a]\nlog: {level: loud}\n");

        ConfigInvalid invalid =
                catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of("QUOTEWIRE_ALLOW_PLAIN", "1")));

        assertThat(invalid.problems()).hasSize(3);
    }

    @Test
    void load_ofAddressBeyondLoopback_needsAllowPlain() throws Exception {
        ConfigInvalid invalid =
                catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of("QUOTEWIRE_LISTEN", "0.0.0.0:80")));
        Configuration allowed = load(Map.of("QUOTEWIRE_LISTEN", "0.0.0.0:80", "QUOTEWIRE_ALLOW_PLAIN", "true"));

        assertThat(invalid)
                .hasMessage("environment QUOTEWIRE_LISTEN: listen has 0.0.0.0:80, which other machines can reach:"
                        + " set tls.certificate and tls.key, put a TLS proxy before a loopback address, or say"
                        + " allow-plain: true (--allow-plain)");
        assertThat(allowed.values().listen()).extracting(ListenAddress::port).containsExactly(80);
    }

    @Test
    void load_ofFileThatIsNotUtf8_saysSo() throws IOException {
        Files.write(directory.resolve("quotewire.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(catchThrowableOfType(ConfigInvalid.class, () -> load(Map.of())))
                .hasMessage("quotewire.yaml: is not text in UTF-8");
    }

    @Test
    void load_ofEmptyHeading_setsNothing() throws Exception {
        file("log:\n#  level: warn\n");

        assertThat(load(Map.of()).values()).isEqualTo(AppConfig.DEFAULT);
    }

    @Test
    void print_readAgain_isTheSame() throws Exception {
        Map<String, String> variables = Map.of(
                "QUOTEWIRE_LISTEN", "127.0.0.1:1,[::1]:0",
                "QUOTEWIRE_ALLOWED_ORIGINS", "https://a.example,https://b.example",
                "QUOTEWIRE_VENUES_OKX_TRUST_STORE", "/etc/my certs/a: b.pem");
        Configuration before = load(variables);
        file(before.print(true));

        Configuration after = load(Map.of());

        assertThat(after.values()).isEqualTo(before.values());
        assertThat(before.print(true))
                .contains("\nlisten: [127.0.0.1:1, \"[::1]:0\"]  # environment QUOTEWIRE_LISTEN\n");
        assertThat(before.print(false)).contains("\n  level: info\n").doesNotContain("QUOTEWIRE_LISTEN");
    }

    private static String groupsOfTheRoot() {
        return new KeyTree(AppConfig.DEFAULT)
                .root().children().keySet().stream().collect(Collectors.joining(", "));
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("quotewire.yaml"), text);
    }

    private Configuration load(Map<String, String> variables, Configuration.FlagValue... flags) throws ConfigInvalid {
        return Configuration.load(new Configuration.Sources(null, directory, variables, List.of(flags)));
    }
}
