package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.quotewire.app.command.Cli;
import io.quotewire.app.command.RecordedVenues;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.app.record.HashedReplay;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import io.quotewire.client.ClientOptions;
import io.quotewire.client.Message;
import io.quotewire.client.QuotewireClient;
import io.quotewire.client.TopicListener;
import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.lab.tape.TapeMerge;
import io.quotewire.lab.tape.TapeRecord;
import io.quotewire.lab.tape.TapeRecord.Kind;
import io.quotewire.model.Channel;
import io.quotewire.model.Topic;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.tap.FrameTap;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recording of simulated venues, played twice: on one thread every update is the same, through sockets every topic. */
class RecordedTwiceIT {
    private static final int SPEED = 10;
    private static final String[] TOPICS = {
        "trade:okx:BTC-USDT", "trade:binance:BTC-USDT", "quote:okx:BTC-USDT", "quote:binance:BTC-USDT"
    };

    @TempDir
    private Path folder;

    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorConfig.of(11).withVenues(List.of("okx", "binance")));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void recordingWithFaults_onOneThread_givesTheSameUpdatesTwice_andAnotherDigitOthers() throws Exception {
        after(3, Verb.GAP);
        after(4, Verb.CROSSED);
        after(5, Verb.HEAL);
        after(6, Verb.RESET);
        Path file = record("faults.qwr", 12);

        HashedReplay.Result first = replayed(file);
        HashedReplay.Result second = replayed(file);
        HashedReplay.Result tampered = replayed(tampered(file));

        assertThat(first).isEqualTo(second);
        assertThat(first.lost() + first.malformed()).isZero();
        assertThat(first.updates()).isGreaterThan(1_000);
        assertThat(first.topics()).containsKeys(TOPICS);
        assertThat(first.topics().keySet()).anyMatch(topic -> topic.startsWith("ticker:best:"));
        assertThat(tampered.records()).isEqualTo(first.records());
        assertThat(tampered.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void recording_throughSockets_givesTheSameChainsTwice() throws Exception {
        Path file = record("plain.qwr", 10);

        Map<String, List<String>> first = served(file);
        Map<String, List<String>> second = served(file);

        for (String topic : TOPICS) {
            assertThat(first.get(topic)).as(topic).hasSizeGreaterThan(5).isEqualTo(second.get(topic));
        }
    }

    private void after(int seconds, Verb verb) {
        Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
        later.execute(() -> simulator.venues().forEach(venue -> simulator.fault(new Fault(venue, verb, null))));
    }

    private static HashedReplay.Result replayed(Path file) throws Exception {
        return HashedReplay.of(List.of(file), AppConfig.DEFAULT, damage -> {
            throw new AssertionError(damage.toString());
        });
    }

    private Path record(String name, int seconds) {
        List<String> words = new ArrayList<>(List.of("record", "--out", name, "--for", seconds + "s", "--books"));
        words.addAll(List.of("--venues", "okx,binance", "--instruments", "BTC-USDT,ETH-USDT"));
        for (String venue : simulator.venues()) {
            words.addAll(List.of("--venue-url", venue + "=" + simulator.wsUrl(venue)));
            words.addAll(List.of("--venue-url", venue + "=" + simulator.restUrl(venue)));
        }
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Shell shell = new Shell(err, err, InputStream.nullInputStream(), Map.of(), folder, new NoSignals());
        assertThat(new Cli(shell).run(words.toArray(String[]::new))).isZero();
        return folder.resolve(name);
    }

    /** The same, told once more but for one digit of one price in the middle: its checksums are right. */
    private Path tampered(Path file) throws Exception {
        Path other = folder.resolve("tampered.qwr");
        Map<String, FrameTap> taps = new HashMap<>();
        int trades = 0;
        try (Recorder recorder = Recorder.file(other, Map.of(), () -> 1);
                TapeMerge merge = new TapeMerge(List.of(file), damage -> {})) {
            for (String venue : simulator.venues()) {
                String list = VenueAdapters.of(venue)
                        .orElseThrow()
                        .profile()
                        .instruments()
                        .path();
                taps.put(venue, recorder.tap(venue, list));
            }
            for (TapeRecord record = merge.next(); record != null; record = merge.next()) {
                byte[] body = record.body();
                if (record.kind() == Kind.RECEIVED && isTrade(body) && ++trades == 20) {
                    body = otherPrice(body);
                }
                tell(Objects.requireNonNull(taps.get(record.venue())), record, body);
            }
        }
        assertThat(trades).isGreaterThan(20);
        return other;
    }

    private static boolean isTrade(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.contains("\"channel\":\"trades\"") && text.contains("\"px\":\"");
    }

    private static byte[] otherPrice(byte[] body) {
        byte[] other = body.clone();
        String text = new String(body, StandardCharsets.UTF_8);
        int end = text.indexOf('"', text.indexOf("\"px\":\"") + 6);
        other[end - 1] = (byte) (other[end - 1] == '1' ? '2' : '1');
        return other;
    }

    private static void tell(FrameTap tap, TapeRecord record, byte[] body) {
        int number = record.number();
        long atUs = record.timeUs();
        String[] words = record.head().split(" ", 2);
        switch (record.kind()) {
            case OPENED -> tap.opened(number, URI.create(record.head()), record.simulated(), atUs);
            case FOLLOWED -> tap.follows(number, Channel.valueOf(words[0]), words[1], atUs);
            case LEFT -> tap.leaves(number, Channel.valueOf(words[0]), words[1], atUs);
            case SENT -> tap.sent(number, new String(body, StandardCharsets.UTF_8), atUs);
            case RECEIVED -> tap.received(number, Unpooled.wrappedBuffer(body), atUs);
            case CLOSED -> tap.closed(number, record.head(), atUs);
            case ANSWERED -> tap.answered(record.head(), number, record.simulated(), body, atUs);
            case BEGAN, LOST -> {}
        }
    }

    /** What a client of the whole gateway is told of each topic, but for when it reached us and the epoch. */
    private static Map<String, List<String>> served(Path file) throws Exception {
        Ledger ledger = new Ledger();
        try (Replayer replayer = Replayer.start(List.of(file), ReplayConfig.atSpeed(SPEED))) {
            replayer.venues().forEach(replayer::mute); // Until the client is there: it must see the first frame.
            Node node = Wiring.simulated(RecordedVenues.settings(AppConfig.DEFAULT.onPort(0), replayer));
            try {
                node.start();
                assertThat(ledger.await(() -> Arrays.stream(TOPICS)
                                .allMatch(topic -> node.catalog().has(Topic.parse(topic)))))
                        .isTrue();
                URI uri = URI.create("ws://127.0.0.1:%d/v1/ws"
                        .formatted(node.addresses().getFirst().getPort()));
                try (QuotewireClient client = QuotewireClient.connect(ClientOptions.of(uri), ledger)) {
                    client.subscribe(new TopicListener() {}, TOPICS);
                    assertThat(ledger.await(() -> Arrays.stream(TOPICS).allMatch(topic -> ledger.count(topic) == 1)))
                            .isTrue();
                    replayer.venues().forEach(replayer::heal);
                    replayer.finished().join();
                    long[] quiet = {0, 0};
                    assertThat(ledger.await(() -> isQuiet(ledger, quiet))).isTrue();
                    assertThat(ledger.complaints()).isEmpty();
                }
                node.drain(Duration.ofSeconds(5));
            } finally {
                node.stop();
            }
        }
        Map<String, List<String>> told = new HashMap<>();
        Stream.of(TOPICS).forEach(topic -> told.put(topic, chain(ledger.of(topic))));
        return told;
    }

    /** Twenty looks in a row without anything new. */
    private static boolean isQuiet(Ledger ledger, long[] quiet) {
        long count = Stream.of(TOPICS).mapToLong(ledger::count).sum();
        quiet[1] = count == quiet[0] ? quiet[1] + 1 : 0;
        quiet[0] = count;
        return quiet[1] >= 20;
    }

    private static List<String> chain(List<Message.OfTopic> messages) {
        List<String> chain = new ArrayList<>();
        for (Message.OfTopic message : messages) {
            switch (message) {
                case Message.Trades trades -> trades.items().forEach(item -> chain.add(item.toString()));
                case Message.Quote quote ->
                    chain.add(quote.head().seq() + " " + quote.head().tsUs() + " " + quote.data());
                default -> {
                    // When a source is found silent at the end depends on the machine.
                }
            }
        }
        return chain;
    }

    /** Nobody sends any. */
    private static final class NoSignals implements Signals {
        @Override
        public void handle(Consumer<Signal> first) {
            // Kept by nobody.
        }

        @Override
        public void reload(Runnable action) {
            // Kept by nobody.
        }
    }
}
