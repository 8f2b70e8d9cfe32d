package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals.Signal;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded from simulated venues, dumped, played again: whole commands over real sockets. */
class RecordIT {
    private static final Pattern TRADE =
            Pattern.compile("\"id\":\"([^\"]+)\",\"side\":\"[a-z]+\",\"price\":\"[^\"]+\"");
    private static final Pattern COUNT = Pattern.compile("topic +trade:okx:BTC-USDT (\\d+) ");
    private static final Pattern SPAN =
            Pattern.compile("--at 2020-01-01T00:00:00Z is not within the recording, which goes from \\S+ to (\\S+Z)");
    private static final String TRADES = "/v1/trades/okx/BTC-USDT";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void record_ofAVenue_isPlayedTwiceTheSame() throws Exception {
        TestShell record = new TestShell(directory);
        record.start(words("record", "--out", "day.qwr", "--books"));
        record.err().await(line -> line.startsWith("recording to day.qwr"));
        record.err().await(line -> line.contains("records"));
        simulator.fault(new Fault("okx", Verb.GAP, null));
        simulator.fault(new Fault("okx", Verb.RESET, null));
        record.err().await(line -> line.matches("11s .*records.*lost 0"));
        record.send(Signal.INT);

        assertThat(record.exitCode()).isEqualTo(130);
        assertThat(record.err().text()).containsPattern("recorded [0-9,]+ records .* lost 0: day.qwr");
        assertThat(directory.resolve("day.qwr.part")).doesNotExist();

        TestShell verify = new TestShell(directory);
        assertThat(verify.run("replay", "day.qwr", "--verify"))
                .as(verify.err().text())
                .isZero();
        assertThat(verify.out().text())
                .containsPattern("damaged +0")
                .containsPattern("malformed +0")
                .containsPattern("hash +[0-9a-f]{64}")
                .containsPattern("state +[0-9a-f]{64}")
                .contains("topic      trade:okx:BTC-USDT");
        assertThat(verify.err().text()).contains("two replays, the same updates");
    }

    @Test
    void flightRecorder_dumpedWhileTheGatewayRuns_showsTheSameTradesAgain() throws Exception {
        TestShell gateway = new TestShell(directory);
        String url = gateway.serve(simulator);
        List<String> seen = trades(url, 3);
        long deadlineNs = System.nanoTime() + 60_000_000_000L;
        while (!dumped("incident.qwr", seen.size())) { // What was told a second ago is written.
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
        }
        gateway.send(Signal.TERM);
        assertThat(gateway.exitCode()).isZero();

        TestShell replay = new TestShell(directory);
        replay.start("replay", "incident.qwr", "--port", "0", "--speed", "20");
        String again = replay.urlAfter("ready");
        replay.err().await(line -> line.startsWith("replay finished"));
        List<String> shown = trades(again, seen.size());
        replay.send(Signal.TERM);

        assertThat(replay.exitCode()).isZero();
        assertThat(shown).containsAll(seen);
        assertThat(shownAt(end("incident.qwr"), seen.size())).containsAll(seen);
    }

    /** What is there when the whole recording lies before the moment at which it is begun. */
    private List<String> shownAt(String moment, int count) throws Exception {
        TestShell replay = new TestShell(directory);
        replay.start("replay", "incident.qwr", "--port", "0", "--at", moment);
        List<String> shown = trades(replay.urlAfter("ready"), count);
        replay.send(Signal.TERM);
        assertThat(replay.exitCode()).isZero();
        return shown;
    }

    /** Whoever asks for a moment before it is told its span. */
    private String end(String file) {
        TestShell shell = new TestShell(directory);
        assertThat(shell.run("replay", file, "--at", "2020-01-01T00:00:00Z")).isEqualTo(2);
        Matcher span = SPAN.matcher(shell.err().text());
        assertThat(span.find()).as(shell.err().text()).isTrue();
        return span.group(1);
    }

    /** As they stand in docs/recording.md, in their order: first while a gateway runs, then without it. */
    @Test
    void commands_ofThePage_eachDoWhatTheySay() throws Exception {
        TestShell gateway = new TestShell(directory);
        trades(gateway.serve(simulator), 3);
        boolean runs = true;
        for (String command : commands()) {
            String[] words = command.split(" ");
            if (runs && !command.startsWith("record dump")) {
                gateway.send(Signal.TERM);
                assertThat(gateway.exitCode()).isZero();
                runs = false;
            }
            follow(command, words);
        }
        assertThat(runs).isFalse();
        assertThat(directory.resolve("incident.qwr")).exists();
        assertThat(directory.resolve("day.qwr")).exists();
    }

    private void follow(String command, String... words) throws Exception {
        TestShell shell = new TestShell(directory);
        if (command.startsWith("record --out")) {
            shell.start(words(words));
            shell.err().await(line -> line.startsWith("recording to day.qwr"));
            shell.send(Signal.TERM);
            assertThat(shell.exitCode()).as(command).isZero();
        } else if (command.startsWith("replay") && !command.endsWith("--verify")) {
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--port", "0"));
            shell.start(all.toArray(String[]::new));
            shell.urlAfter("ready");
            shell.send(Signal.TERM);
            assertThat(shell.exitCode()).as(command).isZero();
        } else {
            assertThat(ending(words)).as(command).isZero();
        }
    }

    /** How it ends, once the gateway has written something, which takes it a second. */
    private int ending(String... words) {
        long deadlineNs = System.nanoTime() + 60_000_000_000L;
        int code = new TestShell(directory).run(words);
        while (code == 5 && System.nanoTime() < deadlineNs) {
            code = new TestShell(directory).run(words);
        }
        return code;
    }

    private static List<String> commands() throws IOException {
        Matcher blocks = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "recording.md")));
        List<String> commands = blocks.results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst(" +#.*", "").strip())
                .toList();
        assertThat(commands).hasSize(5).allMatch(command -> command.startsWith("./quotewire "));
        return commands.stream()
                .map(command -> command.substring("./quotewire ".length()))
                .toList();
    }

    @Test
    void mistakes_ofTheCommands_areNamed() throws Exception {
        Files.writeString(directory.resolve("there.qwr"), "mine");

        assertRefused(73, "there.qwr is there already", "record", "--out", "there.qwr");
        assertRefused(2, "--for must be a duration", "record", "--for", "soon");
        assertRefused(2, "--max-size must be a size", "record", "--max-size", "10");
        assertRefused(5, "no flight recorder has written to", "record", "dump", "--out", "a.qwr");
        assertRefused(2, "--out must be a file *.qwr", "record", "dump", "--out", "a.txt");
        assertRefused(2, "--last must be a duration", "record", "dump", "--out", "a.qwr", "--last", "x");
        assertRefused(74, "is no recording", "replay", "there.qwr");
        assertRefused(2, "a moment is 13:37:02", "replay", "there.qwr", "--at", "noon");
        assertThat(directory.resolve("there.qwr")).hasContent("mine");
    }

    @Test
    void dataFolder_ofARunningGateway_isNotRecordedInto() throws Exception {
        TestShell gateway = new TestShell(directory);
        gateway.serve(simulator);

        assertRefused(69, "quotewire record dump takes what that gateway has recorded", "record", "--out", "b.qwr");
        gateway.send(Signal.TERM);
        assertThat(gateway.exitCode()).isZero();
    }

    private void assertRefused(int code, String why, String... words) {
        TestShell shell = new TestShell(directory);

        assertThat(shell.run(words)).as(String.join(" ", words)).isEqualTo(code);
        assertThat(shell.err().text()).contains(why);
    }

    private String[] words(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--venues", "okx", "--instruments", "BTC-USDT,ETH-USDT"));
        all.addAll(List.of("--venue-url", "okx=" + simulator.wsUrl("okx")));
        all.addAll(List.of("--venue-url", "okx=" + simulator.restUrl("okx")));
        return all.toArray(String[]::new);
    }

    /** Whether a dump that is made now has so many trades. */
    private boolean dumped(String file, int trades) throws IOException {
        Files.deleteIfExists(directory.resolve(file));
        TestShell dump = new TestShell(directory);
        int code = dump.run("record", "dump", "--out", file, "--last", "5m");
        if (code == 5) {
            return false; // Nothing is written in the first second.
        }
        assertThat(code).as(dump.err().text()).isZero();
        TestShell verify = new TestShell(directory);
        assertThat(verify.run("replay", file, "--verify"))
                .as(verify.err().text())
                .isZero();
        Matcher count = COUNT.matcher(verify.out().text());
        return count.find() && Integer.parseInt(count.group(1)) > trades;
    }

    /** The ids and prices of past trades, when there are so many. */
    private List<String> trades(String url, int count) throws Exception {
        List<String> trades = List.of();
        long deadlineNs = System.nanoTime() + 60_000_000_000L;
        while (trades.size() < count && System.nanoTime() < deadlineNs) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + TRADES)).build();
            String body = http.send(request, BodyHandlers.ofString()).body();
            trades = TRADE.matcher(body).results().map(MatchResult::group).toList();
        }
        return trades;
    }
}
