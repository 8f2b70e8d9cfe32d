package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of each fault, and that healing ends it. The truth is what a twin without faults tells. */
class FaultTest {
    private static final Pattern TS = Pattern.compile("\"ts\":\"(\\d+)\"");

    private final AutoClose open = new AutoClose();
    private final Rig rig = open.add(new Rig());

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void kill_closesAndRefusesUntilHealed() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.KILL, null);
        assertThat(client.next(2)).containsExactly("1001 going away", WireClient.CLOSED);
        assertThat(rig.connect("okx").next()).isEqualTo(WireClient.CLOSED);
        assertThat(rig.connect("binance").status()).isEqualTo(101);

        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
    }

    @Test
    void refuse_letsTheConnectedGoOn() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.REFUSE, null).pass(1_000);
        assertThat(rig.connect("okx").next()).isEqualTo(WireClient.CLOSED);
        assertThat(Rig.heard(client)).isNotEmpty();

        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
    }

    @Test
    void reset_breaksEveryConnectionOnce() {
        List<WireClient> clients = List.of(rig.okx(), rig.connect("okx"));
        clients.forEach(WireClient::status);

        rig.fault("okx", Verb.RESET, null);
        assertThat(clients).allSatisfy(client -> assertThat(client.next()).isEqualTo(WireClient.RESET));
        assertThat(rig.connect("okx").status()).isEqualTo(101);
        assertThat(rig.simulator.faults()).isEmpty();
    }

    @Test
    void mute_keepsAnsweringButSendsNoData() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.MUTE, null).pass(2_000);
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(client.send(Rig.okxRequest("subscribe")).next(6)).allMatch(ack -> ack.contains("subscribe"));
        assertThat(Rig.heard(client)).isEmpty();

        rig.fault("okx", Verb.HEAL, null).pass(2_000);
        assertThat(Rig.heard(client)).isNotEmpty();
    }

    @Test
    void mute_letsTradeNumbersGoOn() {
        WireClient client = rig.okx();
        rig.pass(10_000);
        List<String> trades = trades(Rig.heard(client));

        rig.fault("okx", Verb.MUTE, null).pass(10_000);
        rig.fault("okx", Verb.HEAL, null).pass(10_000);
        List<String> later = trades(Rig.heard(client));
        assertThat(number(later.getFirst())).isGreaterThan(number(trades.getLast()) + 1);
    }

    @Test
    void muteOne_silencesThatSymbolOnly() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.MUTE_ONE, Rig.BTC).pass(2_000);
        assertThat(Rig.heard(client)).isNotEmpty().allMatch(frame -> frame.contains("ETH-USDT"));

        rig.fault("okx", Verb.HEAL, Rig.BTC).pass(2_000);
        assertThat(Rig.heard(client)).anyMatch(frame -> frame.contains("BTC-USDT"));
    }

    @Test
    void garbage_leavesNoFrameWhole_andLogsNone() {
        WireClient client = rig.okx();
        List<String> truth = truth(3_000);

        rig.fault("okx", Verb.GARBAGE, null).pass(3_000);
        List<String> heard = Rig.heard(client);
        assertThat(heard).hasSameSizeAs(truth).doesNotContainAnyElementsOf(truth);
        assertThat(heard).anyMatch(frame -> frame.startsWith("<html>"));
        assertThat(heard).anyMatch(frame -> frame.startsWith("[[[["));
        assertThat(rig.simulator.log().newest()).isZero();

        rig.fault("okx", Verb.HEAL, null).pass(1_000);
        assertThat(Rig.heard(client)).isNotEmpty().allMatch(frame -> key(frame) != null);
    }

    @Test
    void duplicate_sendsEverythingTwice() {
        WireClient client = rig.okx();
        List<String> truth = truth(2_000);

        rig.fault("okx", Verb.DUPLICATE, null).pass(2_000);
        assertThat(Rig.heard(client))
                .containsExactlyElementsOf(truth.stream()
                        .flatMap(frame -> IntStream.range(0, 2).mapToObj(each -> frame))
                        .toList());

        rig.fault("okx", Verb.HEAL, null).pass(2_000);
        assertThat(Rig.heard(client)).doesNotHaveDuplicates();
    }

    @Test
    void reorder_swapsPairsOfEachStream_andHealingLetsTheLastOneGo() {
        WireClient client = rig.okx();
        List<String> truth = truth(5_000);

        rig.fault("okx", Verb.REORDER, null).pass(5_000);
        List<String> heard = new ArrayList<>(Rig.heard(client));
        rig.fault("okx", Verb.HEAL, null);
        heard.addAll(Rig.heard(client));
        Map<String, List<String>> streams = byStream(truth);
        assertThat(streams.keySet()).hasSize(6);
        streams.replaceAll((stream, frames) -> swapped(frames));
        assertThat(byStream(heard)).isEqualTo(streams);
    }

    @Test
    void stale_turnsTheVenuesTimesBackByAMinute() {
        WireClient client = rig.okx();
        List<String> truth = truth(2_000);

        rig.fault("okx", Verb.STALE, null).pass(2_000);
        List<String> heard = Rig.heard(client);
        assertThat(heard).hasSameSizeAs(truth);
        assertThat(heard.stream().map(FaultTest::ts))
                .containsExactlyElementsOf(
                        truth.stream().map(frame -> ts(frame) - 60_000).toList());

        rig.fault("okx", Verb.HEAL, null).pass(1_000);
        assertThat(Rig.heard(client)).isNotEmpty().allMatch(frame -> ts(frame) > rig.nowUs.get() / 1_000 - 2_000);
    }

    @Test
    void slow_delaysByEightSeconds_andHealingLetsTheRestGoInOrder() {
        WireClient client = rig.okx();
        List<String> truth = truth(10_000);

        rig.fault("okx", Verb.SLOW, null).pass(7_950);
        assertThat(Rig.heard(client)).isEmpty();
        rig.pass(2_050);
        List<String> heard = new ArrayList<>(Rig.heard(client));
        assertThat(heard).isNotEmpty().hasSizeLessThan(truth.size());

        rig.fault("okx", Verb.HEAL, null);
        heard.addAll(Rig.heard(client));
        assertThat(heard).containsExactlyElementsOf(truth);
    }

    @Test
    void shutdownNotice_isSaidInTheVenuesWords_andClosesThoseWhoGotIt() {
        WireClient okx = rig.okx();
        WireClient binance = rig.binance();

        rig.fault("okx", Verb.SHUTDOWN_NOTICE, null).fault("binance", Verb.SHUTDOWN_NOTICE, null);
        assertThat(okx.next()).contains("\"code\":\"64008\"");
        assertThat(binance.next()).contains("serverShutdown");
        WireClient late = rig.connect("okx");
        assertThat(late.send("ping").next()).isEqualTo("pong");

        rig.jump(2_999);
        assertThat(okx.send("ping")).isNotNull();
        assertThat(until(okx, "pong")).isEqualTo("pong");
        rig.jump(1);
        assertThat(until(okx, "1001")).isEqualTo("1001 service upgrade");
        assertThat(until(binance, "1001")).isEqualTo("1001 service upgrade");
        assertThat(late.send("ping").next()).isEqualTo("pong");
    }

    @Test
    void rateLimit_closesAndAnswers429UntilHealed() throws Exception {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.RATE_LIMIT, null);
        assertThat(client.next()).startsWith("1008 ");
        WireClient refused = rig.connect("okx");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().get("Retry-After")).isEqualTo("5");
        var list = rig.get("okx", "/api/v5/public/instruments?instType=SPOT");
        assertThat(list.statusCode()).isEqualTo(429);
        assertThat(list.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(list.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");

        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
        assertThat(rig.simulator.violations()).isEmpty();
    }

    @Test
    void muteOneAndSlow_holdAtOnce_andAreHealedEachByItself() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.MUTE_ONE, Rig.BTC).fault("okx", Verb.SLOW, null).pass(10_000);
        assertThat(rig.simulator.faults())
                .containsExactly(new Fault("okx", Verb.MUTE_ONE, Rig.BTC), new Fault("okx", Verb.SLOW, null));
        assertThat(Rig.heard(client)).isNotEmpty().allMatch(frame -> frame.contains("ETH-USDT"));

        rig.fault("okx", Verb.HEAL, Rig.BTC);
        assertThat(rig.simulator.faults()).containsExactly(new Fault("okx", Verb.SLOW, null));
        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.simulator.faults()).isEmpty();
    }

    @Test
    void fault_thatMakesNoSense_isRefusedAndSaysWhatWould() {
        assertThatThrownBy(() -> rig.fault("okks", Verb.MUTE, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("okks", "okx");
        assertThatThrownBy(() -> rig.fault("okx", Verb.MUTE_ONE, null)).hasMessageContaining("mute-one needs a symbol");
        assertThatThrownBy(() -> rig.fault("okx", Verb.KILL, Rig.BTC))
                .hasMessageContaining("kill is for a whole venue");
        assertThatThrownBy(() -> rig.fault("okx", Verb.MUTE, Instrument.parse("BTC-USDX")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("BTC-USDX", "BTC-USDT");
        assertThatThrownBy(() -> Verb.of("mute1")).hasMessageContainingAll("mute1", "near it: mute");
        assertThat(rig.simulator.faults()).isEmpty();
    }

    @Test
    void fault_fromManyThreads_isInForceOnReturn() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<String> missed = Collections.synchronizedList(new ArrayList<>());
        for (Verb verb : List.of(Verb.MUTE, Verb.SLOW, Verb.STALE, Verb.DUPLICATE, Verb.REORDER, Verb.GARBAGE)) {
            Fault fault = new Fault("binance", verb, Rig.ETH);
            threads.add(Thread.ofVirtual().start(() -> {
                rig.simulator.fault(fault);
                if (!rig.simulator.faults().contains(fault)) {
                    missed.add(fault.toString());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(missed).isEmpty();
        assertThat(rig.simulator.faults()).hasSize(6);
    }

    /** What a client hears of the same market without faults. */
    private List<String> truth(long ms) {
        Rig twin = open.add(new Rig());
        WireClient client = twin.okx();
        twin.pass(ms);
        return Rig.heard(client);
    }

    private static String until(WireClient client, String beginning) {
        String next = client.next();
        while (!next.startsWith(beginning)) {
            assertThat(next).isNotEqualTo(WireClient.CLOSED);
            next = client.next();
        }
        return next;
    }

    private static List<String> swapped(List<String> frames) {
        List<String> swapped = new ArrayList<>(frames);
        for (int i = 0; i + 1 < swapped.size(); i += 2) {
            swapped.set(i, frames.get(i + 1));
            swapped.set(i + 1, frames.get(i));
        }
        return swapped;
    }

    private static Map<String, List<String>> byStream(List<String> frames) {
        Map<String, List<String>> streams = new LinkedHashMap<>();
        for (String frame : frames) {
            streams.computeIfAbsent(Objects.toString(key(frame)), any -> new ArrayList<>())
                    .add(frame);
        }
        return streams;
    }

    private static @Nullable StreamKey key(String frame) {
        return Objects.requireNonNull(Stages.byFolder("okx")).key(frame.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> trades(List<String> frames) {
        return frames.stream()
                .filter(frame -> frame.contains("\"tradeId\"") && frame.contains("BTC-USDT"))
                .toList();
    }

    private static long number(String trade) {
        return find(Pattern.compile("\"tradeId\":\"(\\d+)\""), trade);
    }

    private static long ts(String frame) {
        return find(TS, frame);
    }

    private static long find(Pattern pattern, String frame) {
        Matcher matcher = pattern.matcher(frame);
        assertThat(matcher.find()).as(frame).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
