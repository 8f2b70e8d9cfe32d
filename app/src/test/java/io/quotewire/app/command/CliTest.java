package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir
    Path directory;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(directory);
    }

    /** Each row: the arguments, the exit code, all that is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "sevre ~ 2 ~ unknown command sevre; did you mean serve?|see quotewire --help",
                "config chekc ~ 2 ~ unknown command chekc; did you mean check?|see quotewire config --help",
                "serve --prot 1 ~ 2 ~ unknown option --prot; did you mean --port?|see quotewire serve --help",
                "serve --prot=1 ~ 2 ~ unknown option --prot; did you mean --port?|see quotewire serve --help",
                "version now ~ 2 ~ unexpected argument now|see quotewire version --help",
                "serve --port ~ 2 ~ Missing required parameter for option '--port' (N)|see quotewire serve --help",
                "serve --port 65536 ~ 2 ~ --port must be 0 to 65535, was 65536",
                "serve --port x ~ 2 ~ --port must be 0 to 65535, was x",
                "serve --bind x ~ 2 ~ --bind must be an address such as 127.0.0.1 or ::1, was x",
                "serve --bind 0.0.0.0 ~ 2 ~ --bind: listen has 0.0.0.0:8000, which other machines can reach: set tls.certificate and tls.key, put a TLS proxy before a loopback address, or say allow-plain: true (--allow-plain)",
                "serve --venues okx,binanec ~ 2 ~ --venues: venues.enabled has the unknown venue binanec; did you mean binance?",
                "serve --instruments BTCUSDT ~ 2 ~ --instruments: each of instruments must be an instrument such as BTC-USDT, was \"BTCUSDT\"",
                "serve --venue-url okx ~ 2 ~ --venue-url must be VENUE=URL, was okx",
                "serve --venue-url oks=ws://h ~ 2 ~ --venue-url: unknown venue oks; did you mean okx?",
                "serve --venue-url okx=h:1 ~ 2 ~ --venue-url takes ws://, wss://, http:// or https://, was h:1",
                "replay none.tsv ~ 5 ~ none.tsv: there is no such file",
                "replay --speed x none.tsv ~ 2 ~ --speed must be a whole number, was x",
                "replay --speed 1000001 none.tsv ~ 2 ~ --speed must be 0 to 1000000, was 1000001",
                "replay ~ 2 ~ Missing required parameter: 'FILE'|see quotewire replay --help",
                "demo --seed x ~ 2 ~ --seed must be a whole number of 64 bits, was x",
                "demo --venues okx,binanec ~ 2 ~ --venues: unknown venue binanec; did you mean binance?",
                "demo --venues mtgox ~ 2 ~ --venues: unknown venue mtgox; there are okx, binance, kraken, coinbase, coinbase-advanced, bybit, gate",
                "demo --venues okx,okx ~ 2 ~ --venues names okx twice",
                "demo --bind 0.0.0.0 ~ 2 ~ unknown option --bind|see quotewire demo --help",
                "demo fualt okx kill ~ 2 ~ unknown command fualt; did you mean fault?|see quotewire demo --help",
                "demo fault okx kill --url h ~ 2 ~ --url must be http://HOST:PORT, was h",
                "demo fault okx kill --url http://127.0.0.1:1 ~ 3 ~ no demo answers at http://127.0.0.1:1; start one: ./quotewire demo",
                "tail tiker:best:BTC-USDT ~ 2 ~ tiker:best:BTC-USDT: unknown kind: tiker; did you mean ticker?",
                "tail ticker ~ 2 ~ ticker: a topic is KIND:SOURCE:INSTRUMENT, fx:BASE-QUOTE or status:SOURCE",
                "tail fx:ecb:USD-CAD ~ 2 ~ fx:ecb:USD-CAD: a topic is KIND:SOURCE:INSTRUMENT, fx:BASE-QUOTE or status:SOURCE",
                "tail f:USD-CAD ~ 2 ~ f:USD-CAD: a topic is KIND:SOURCE:INSTRUMENT, fx:BASE-QUOTE or status:SOURCE; did you mean fx?",
                "tail candle.2m:okx:BTC-USDT ~ 2 ~ candle.2m:okx:BTC-USDT: unknown kind: candle.2m; did you mean candle.1m?",
                "tail candle:okx:BTC-USDT ~ 2 ~ candle:okx:BTC-USDT: unknown kind: candle; there are ticker, quote, trade, book.1, book.5, book.10, book.20, book.50, book.100, book.400, candle.1s, candle.1m, candle.5m, candle.15m, candle.1h, candle.4h, candle.1d, fx, status",
                "tail ticker:best:BTC-USDT --url h ~ 2 ~ --url: the address of a gateway is ws://HOST:PORT/v1/ws or http://HOST:PORT, was h",
                "tail ticker:best:BTC-USDT --rate-ms 7 ~ 2 ~ --rate-ms must be one of [0, 100, 250, 1000, 5000], was 7",
                "watch --json ~ 2 ~ --json needs --once; for a stream of JSON there is quotewire tail",
                "watch BTCUSDT ~ 2 ~ BTCUSDT: an instrument is BASE-QUOTE, such as BTC-USDT",
                "watch --url h:1 ~ 2 ~ --url: the address of a gateway is ws://HOST:PORT/v1/ws or http://HOST:PORT, was h:1",
                "watch --timeout 5 ~ 2 ~ --timeout must be a time such as 500ms or 5s, was 5",
                "watch --timeout 11m ~ 2 ~ --timeout (ms) must be 1 to 600000, was 660000",
                "watch --onse ~ 2 ~ unknown option --onse; did you mean --once?|see quotewire watch --help",
                "doctor --venues okx,binanec ~ 2 ~ --venues: venues.enabled has the unknown venue binanec; did you mean binance?",
                "doctor --jsn ~ 2 ~ unknown option --jsn; did you mean --json?|see quotewire doctor --help",
                "serve -c none.yaml ~ 78 ~ none.yaml: there is no such file",
                "config check -c none.yaml ~ 78 ~ none.yaml: there is no such file",
            })
    void run_ofMistake_namesTheNearestRightThing(String arguments, int code, String said) {
        assertThat(shell.run(arguments.split(" "))).isEqualTo(code);

        assertThat(shell.err().text()).isEqualTo(said.replace('|', '\n') + "\n");
        assertThat(shell.out().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "bench --profile heard ~ 2 ~ unknown profile heard; did you mean herd?",
                "bench --profile x ~ 2 ~ unknown profile x; there are fanout, quotes, ticks, client-report, herd, slow, soak",
                "bench --clients 25001 ~ 2 ~ --clients must be 1 to 25000, was 25001",
                "bench --clients x ~ 2 ~ --clients must be a whole number, was x",
                "bench --duration 5 ~ 2 ~ --duration must be a time such as 500ms, 30s or 10m, was 5",
                "bench --duration 10ms ~ 2 ~ --duration (ms) must be 1000 to 86400000, was 10",
                "bench --topics tiker:best:BTC-USDT ~ 2 ~ --topics: tiker:best:BTC-USDT: unknown kind: tiker",
                "bench --transport sio ~ 2 ~ --transport takes ws and sse, such as ws=80,sse=20, was sio",
                "bench --profile herd --transport sse ~ 2 ~ --transport of herd is ws alone",
                "bench --rate-ms 7 ~ 2 ~ --rate-ms must be one of [0, 100, 250, 1000, 5000], was 7",
                "bench --threshold lots==0 ~ 2 ~ --threshold: unknown figure lots; did you mean lost?",
                "bench --threshold p99<50 ~ 2 ~ --threshold: p99 is a time: say p99<50ms",
                "bench --url h:1 ~ 2 ~ --url: the address of a gateway is ws://HOST:PORT/v1/ws or http://HOST:PORT, was h:1",
                "bench --profile quotes --warm-up 1s ~ 2 ~ --warm-up of quotes must be 0s: each request counts",
                "bench --profile ticks --rounds 10,x ~ 2 ~ --rounds must be a whole number, was x",
                "bench --no-progress --url ws://127.0.0.1:1/v1/ws --clients 1 ~ 3 ~ cannot connect to ws://127.0.0.1:1/v1/ws: connection refused|start one: ./quotewire demo",
            })
    void bench_ofMistake_namesTheNearestRightThing(String arguments, int code, String said) {
        run_ofMistake_namesTheNearestRightThing(arguments, code, said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "demo fault",
                "serve",
                "simulate",
                "replay",
                "watch",
                "bench",
                "tail",
                "doctor",
                "config",
                "config check",
                "config show",
                "version"
            })
    void help_ofEachCommand_beginsWithThreeExamples(String command) {
        int code = shell.run((command + " --help").strip().split(" "));

        assertThat(code).isZero();
        assertThat(shell.out().text().lines().skip(1).limit(5))
                .startsWith("", "Examples:")
                .filteredOn(line -> line.startsWith("  ") && line.contains("quotewire"))
                .hasSize(3);
        assertThat(shell.out().text()).contains("\nUsage: quotewire").contains("--help");
        assertThat(shell.err().text()).isEmpty();
    }

    @Test
    void help_ofTail_namesEachKindThatATopicCanHave() {
        shell.run("tail", "--help");

        String help = shell.out().text().replaceAll("\\s+", " ");
        assertThat(help)
                .contains("fx:USD-CAD")
                .contains("Kinds: ticker, quote, trade, book.1, ")
                .contains("candle.1d, fx, status.");
    }

    @Test
    void serve_ofUnreadableTrustStore_ends78AndNamesTheSetting() {
        Map<String, String> variables = Map.of("QUOTEWIRE_VENUES_OKX_TRUST_STORE", "none.pem");
        assertThat(shell.run(variables, "serve", "--port", "0")).isEqualTo(78);
        assertThat(shell.run(variables, "serve", "--port", "0"))
                .as("the data folder was let go of")
                .isEqualTo(78);

        assertThat(shell.err().text()).startsWith("venues.okx.trust-store none.pem cannot be read: ");
    }

    @Test
    void run_ofBug_ends70AndNamesTheReport() {
        Captured err = new Captured();
        Signals broken = new Signals() {
            @Override
            public void handle(Consumer<Signal> first) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void reload(Runnable action) {}
        };
        Shell around = new Shell(
                new Captured().print(), err.print(), InputStream.nullInputStream(), Map.of(), directory, broken);

        assertThat(new Cli(around).run("tail", "ticker:best:BTC-USDT")).isEqualTo(70);

        assertThat(err.text()).matches("internal error, report [0-9a-f]{8}\\R");
    }

    @Test
    void run_ofNothing_showsTheHelpAsAMistake() {
        assertThat(shell.run()).isEqualTo(2);

        assertThat(shell.err().text()).contains("Commands:");
        assertThat(shell.out().text()).isEmpty();
    }

    @Test
    void version_namesBuildAndJava() {
        assertThat(shell.run("version")).isZero();

        assertThat(shell.out().text()).matches("quotewire [0-9.]+ \\([0-9a-z]+\\) · Java [0-9].* · .*/.*\\R");
    }

    @Test
    void configCheck_ofRightFile_saysSo() throws IOException {
        Files.writeString(directory.resolve("quotewire.yaml"), "log: {level: warn}");

        assertThat(shell.run("config", "check")).isZero();

        assertThat(shell.err().text()).isEqualTo("the settings are valid\n");
    }

    @Test
    void configCheck_ofWrongFile_saysWhereAndEnds78() throws IOException {
        Files.writeString(directory.resolve("quotewire.yaml"), "log: {leval: warn}");

        assertThat(shell.run("config", "check")).isEqualTo(78);

        assertThat(shell.err().text())
                .isEqualTo("quotewire.yaml:1:7: unknown key log.leval; did you mean log.level?\n");
    }

    @Test
    void configShow_withOrigin_saysWhereEachValueIsFrom() throws IOException {
        Files.writeString(directory.resolve("quotewire.yaml"), "log: {level: warn}");

        assertThat(shell.run(Map.of("QUOTEWIRE_LOG_FORMAT", "json"), "config", "show", "--origin"))
                .isZero();

        assertThat(shell.out().text())
                .contains("\n  level: warn  # quotewire.yaml:1:14\n")
                .contains("\n  format: json  # environment QUOTEWIRE_LOG_FORMAT\n")
                .contains("\nallow-plain: false  # default\n");
        assertThat(shell.err().text()).isEmpty();
    }
}
