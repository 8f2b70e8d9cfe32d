package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of books, values, subscriptions, lists and REST: what a client sees of each, and that healing ends it. */
class VenueFaultTest {
    private static final String OKX_BOOK = """
            {"op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"},{"channel":"trades","instId":"BTC-USDT"}]}""";
    private static final String BINANCE_BOOK = """
            {"method":"SUBSCRIBE","id":1,"params":["btcusdt@depth@100ms","btcusdt@trade"]}""";
    private static final String KRAKEN_BOOK = """
            {"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":25},"req_id":3}""";
    private static final String BYBIT_BOOK = """
            {"op":"subscribe","args":["orderbook.200.BTCUSDT","publicTrade.BTCUSDT"]}""";
    private static final String ADVANCED = """
            {"type":"subscribe","product_ids":["BTC-USDT"],"channel":"%s"}""";

    private final AutoClose open = new AutoClose();
    private final Rig rig = open.add(new Rig());

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void gap_losesOneChangeAndOneTrade_andNumbersGoOn() {
        rig.pass(100);
        WireClient client = rig.client("binance", BINANCE_BOOK);
        rig.pass(5_000);
        List<String> heard = new ArrayList<>(Rig.heard(client));
        assertThat(gaps(heard)).hasSizeGreaterThan(20).containsOnly(0L);

        rig.fault("binance", Verb.GAP, Rig.BTC).pass(10_000);
        heard.addAll(Rig.heard(client));

        assertThat(gaps(heard).stream().filter(gap -> gap > 0)).hasSize(1);
        assertThat(jumps(numbers("\"t\":(\\d+)", heard))).containsExactly(2L);
        assertThat(rig.simulator.faults()).isEmpty();
    }

    @Test
    void gap_onACountedConnection_leavesOutANumber() {
        rig.pass(100);
        WireClient client =
                rig.client("coinbase-advanced", ADVANCED.formatted("level2"), ADVANCED.formatted("heartbeats"));
        rig.pass(3_000);
        List<Long> numbers = numbers("\"sequence_num\":(\\d+)", Rig.heard(client));
        assertThat(numbers.getFirst()).isZero();
        assertThat(jumps(numbers)).isEmpty();

        rig.fault("coinbase-advanced", Verb.GAP, Rig.BTC).pass(3_000);
        numbers.subList(0, numbers.size() - 1).clear();
        numbers.addAll(numbers("\"sequence_num\":(\\d+)", Rig.heard(client)));
        assertThat(jumps(numbers)).containsExactly(2L);
    }

    @Test
    void resetSequence_atBybit_isASnapshotNumberedOne() {
        rig.pass(100);
        WireClient client = rig.client("bybit", BYBIT_BOOK);
        rig.pass(1_000);
        Rig.heard(client);

        rig.fault("bybit", Verb.RESET_SEQUENCE, null).pass(1_000);
        List<String> books = containing(Rig.heard(client), "orderbook.200");
        assertThat(numbers("\"u\":(\\d+)", books)).startsWith(1L, 2L, 3L);
        assertThat(books.getFirst()).contains("\"type\":\"snapshot\"");
        assertThat(books.get(1)).contains("\"type\":\"delta\"");
    }

    @Test
    void resetSequence_atOkx_namesTheNumberBefore() {
        rig.pass(100);
        WireClient client = rig.client("okx", OKX_BOOK);
        rig.pass(1_000);
        List<Long> before = numbers("\"seqId\":(\\d+)", containing(Rig.heard(client), "\"books\""));

        rig.fault("okx", Verb.RESET_SEQUENCE, Rig.BTC).pass(1_000);
        List<String> books = containing(Rig.heard(client), "\"books\"");
        List<Long> previous = numbers("\"prevSeqId\":(\\d+)", books);
        List<Long> numbers = numbers("\"seqId\":(\\d+)", books);
        assertThat(previous.getFirst()).isEqualTo(before.getLast());
        assertThat(numbers.getFirst()).isLessThan(100);
        assertThat(previous.subList(1, previous.size())).isEqualTo(numbers.subList(0, numbers.size() - 1));
    }

    @Test
    void crossed_untilHealed_andThenTheBookIsSoundAgain() {
        rig.pass(100);
        WireClient client = rig.client("okx", OKX_BOOK);
        WireKeeper keeper = new WireKeeper();
        rig.pass(1_000);
        keeper.take(containing(Rig.heard(client), "\"books\""));
        assertThat(keeper.book.isCrossed()).isFalse();

        rig.fault("okx", Verb.CROSSED, Rig.BTC).pass(1_000);
        keeper.take(containing(Rig.heard(client), "\"books\""));
        assertThat(keeper.book.isCrossed()).isTrue();

        rig.fault("okx", Verb.HEAL, Rig.BTC).pass(1_000);
        keeper.take(containing(Rig.heard(client), "\"books\""));
        assertThat(keeper.book.isCrossed()).isFalse();
        assertThat(keeper.book.bids().levels()).isEqualTo(400);
    }

    @Test
    void badChecksum_isOneOff_andTheRestAsItWas() {
        rig.pass(100);
        Rig twin = open.add(new Rig()).pass(100);
        WireClient client = rig.client("kraken", KRAKEN_BOOK);
        WireClient truth = twin.client("kraken", KRAKEN_BOOK);
        Rig.heard(client);
        Rig.heard(truth);

        rig.fault("kraken", Verb.BAD_CHECKSUM, Rig.BTC).pass(1_000);
        twin.pass(1_000);
        List<String> spoilt = containing(Rig.heard(client), "\"book\"");
        List<String> sound = containing(Rig.heard(truth), "\"book\"");
        assertThat(spoilt).hasSameSizeAs(sound).isNotEmpty();
        assertThat(numbers("\"checksum\":(\\d+)", spoilt))
                .isEqualTo(numbers("\"checksum\":(\\d+)", sound).stream()
                        .map(sum -> sum ^ 1)
                        .toList());
        assertThat(spoilt.stream().map(frame -> frame.replaceAll("checksum\":\\d+", "")))
                .containsExactlyElementsOf(sound.stream()
                        .map(frame -> frame.replaceAll("checksum\":\\d+", ""))
                        .toList());
    }

    @Test
    void zero_untilHealed_isNotLogged() {
        WireClient client = rig.okx();

        rig.fault("okx", Verb.ZERO, Rig.BTC).pass(1_000);
        List<String> quotes = containing(Rig.heard(client), "bbo-tbt", "BTC-USDT");
        assertThat(quotes).isNotEmpty().allMatch(frame -> frame.contains("\"bids\":[[\"0\""));
        assertThat(rig.simulator.log().newest()).isPositive();

        rig.fault("okx", Verb.HEAL, Rig.BTC).pass(1_000);
        assertThat(containing(Rig.heard(client), "bbo-tbt", "BTC-USDT"))
                .isNotEmpty()
                .noneMatch(frame -> frame.contains("\"bids\":[[\"0\""));
    }

    @Test
    void outlier_isOneQuote() {
        WireClient client = rig.okx();
        rig.pass(500);
        Rig.heard(client);

        rig.fault("okx", Verb.OUTLIER, Rig.BTC).pass(3_000);
        List<Long> bids = numbers("\"bids\":\\[\\[\"(\\d+)", containing(Rig.heard(client), "bbo-tbt", "BTC-USDT"));
        assertThat(bids).hasSizeGreaterThan(10);
        assertThat(bids.getFirst()).isGreaterThan(500_000);
        assertThat(bids.subList(1, bids.size())).allMatch(bid -> bid < 200_000);
    }

    @Test
    void frozen_repeatsTheLastValues_andTellsNothingElse() {
        WireClient client = rig.okx();
        rig.pass(1_000);
        List<String> before = containing(Rig.heard(client), "BTC-USDT");

        rig.fault("okx", Verb.FROZEN, Rig.BTC).pass(3_000);
        List<String> frozen = containing(Rig.heard(client), "BTC-USDT");
        assertThat(frozen).hasSizeGreaterThan(20);
        assertThat(new HashSet<>(frozen)).hasSize(2);
        assertThat(before).containsAll(new HashSet<>(frozen));
    }

    @Test
    void oldSnapshot_isAsOldAsTheFault() throws Exception {
        rig.pass(500);
        String path = "/api/v3/depth?symbol=BTCUSDT&limit=100";
        String then = rig.get("binance", path).body();
        rig.fault("binance", Verb.OLD_SNAPSHOT, Rig.BTC).pass(2_000);

        assertThat(rig.get("binance", path).body()).isEqualTo(then);
        rig.fault("binance", Verb.HEAL, Rig.BTC);
        assertThat(rig.get("binance", path).body()).isNotEqualTo(then);
    }

    @Test
    void slowSnapshot_takesTwentySeconds_otherAnswersDoNot() throws Exception {
        rig.pass(500).fault("gate", Verb.SLOW_SNAPSHOT, null);
        CompletableFuture<String> book = rig.ask("gate", "/api/v4/spot/order_book?currency_pair=BTC_USDT&with_id=true");
        assertThat(rig.get("gate", "/api/v4/spot/time").statusCode()).isEqualTo(200);

        rig.jump(19_999);
        assertThat(rig.get("gate", "/api/v4/spot/time").statusCode()).isEqualTo(200);
        assertThat(book).isNotDone();
        rig.jump(1);
        assertThat(book.join()).contains("\"asks\":[[");
    }

    @Test
    void noAck_hasNeitherAnswerNorEffect_pingsHave() {
        rig.fault("okx", Verb.NO_ACK, null);
        WireClient client = rig.client("okx", OKX_BOOK);
        assertThat(client.send("ping").next()).isEqualTo("pong");
        rig.pass(1_000);
        assertThat(Rig.heard(client)).isEmpty();

        rig.fault("okx", Verb.HEAL, null);
        assertThat(client.send(OKX_BOOK).next()).contains("\"event\":\"subscribe\"");
    }

    @Test
    void refuseOne_isSaidInTheVenuesWords_theOthersBegin() {
        rig.pass(100).fault("okx", Verb.REFUSE_ONE, Rig.BTC).fault("kraken", Verb.REFUSE_ONE, Rig.BTC);
        WireClient okx = rig.client("okx", Rig.okxRequest("subscribe"));
        assertThat(Rig.heard(okx).stream().filter(frame -> frame.contains("60018")))
                .hasSize(3);
        rig.pass(1_000);
        assertThat(Rig.heard(okx)).isNotEmpty().allMatch(frame -> frame.contains("ETH-USDT"));

        WireClient kraken = rig.client("kraken", """
                {"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USDT","ETH/USDT"]},"req_id":4}""");
        assertThat(kraken.next()).contains("\"channel\":\"status\"");
        assertThat(kraken.next()).contains("Currency pair not supported BTC/USDT", "\"req_id\":4", "\"success\":false");
        assertThat(kraken.next()).contains("\"symbol\":\"ETH/USDT\"", "\"success\":true");
    }

    @Test
    void halt_showsInTheList_andSilences() throws Exception {
        WireClient client = rig.okx();
        rig.fault("okx", Verb.HALT, Rig.BTC).pass(1_000);

        assertThat(Rig.heard(client)).isNotEmpty().allMatch(frame -> frame.contains("ETH-USDT"));
        String list = "/api/v5/public/instruments?instType=SPOT";
        assertThat(rig.get("okx", list).body()).contains("\"state\":\"suspend\"", "\"state\":\"live\"");
        rig.fault("okx", Verb.HEAL, Rig.BTC).pass(1_000);
        assertThat(rig.get("okx", list).body()).doesNotContain("suspend");
        assertThat(containing(Rig.heard(client), "BTC-USDT")).isNotEmpty();
    }

    @Test
    void delist_takesItOffTheList_andRefusesIt() throws Exception {
        rig.pass(100).fault("gate", Verb.DELIST, Rig.ETH);

        assertThat(rig.get("gate", "/api/v4/spot/currency_pairs").body())
                .contains("\"BTC_USDT\"")
                .doesNotContain("ETH_USDT");
        WireClient client = rig.client("gate", """
                {"time":1,"id":5,"channel":"spot.trades","event":"subscribe","payload":["ETH_USDT"]}""");
        assertThat(client.next()).contains("\"error\":{\"code\":2", "unknown currency pair: ETH_USDT", "\"id\":5");
        rig.fault("gate", Verb.HEAL, Rig.ETH);
        assertThat(rig.get("gate", "/api/v4/spot/currency_pairs").body()).contains("ETH_USDT");
    }

    @Test
    void flap_isFiveSecondsDownAndFiveUp() {
        rig.fault("okx", Verb.FLAP, null);
        assertThat(rig.connect("okx").next()).isEqualTo(WireClient.CLOSED);
        rig.pass(5_000);
        WireClient client = rig.okx();
        rig.pass(4_950);
        assertThat(Rig.heard(client)).isNotEmpty();

        rig.pass(100);
        String next = client.next();
        while (next.startsWith("{")) {
            next = client.next();
        }
        assertThat(next).isEqualTo("1001 going away");
        rig.fault("okx", Verb.HEAL, null);
        assertThat(rig.connect("okx").status()).isEqualTo(101);
    }

    @Test
    void close24h_isAfter24Seconds() {
        rig.fault("okx", Verb.CLOSE_24H, null);
        WireClient client = rig.connect("okx");
        assertThat(client.send("ping").next()).isEqualTo("pong");
        rig.jump(23_999);
        assertThat(client.send("ping").next()).isEqualTo("pong");
        rig.jump(1);
        assertThat(client.next()).isEqualTo("1001 connected for 24 s");
    }

    @Test
    void shutdownNotice_whereTheVenueHasNoWords_onlyCloses() {
        WireClient client = rig.connect("bybit");
        assertThat(client.status()).isEqualTo(101);

        rig.fault("bybit", Verb.SHUTDOWN_NOTICE, null).jump(3_000);
        assertThat(client.next()).isEqualTo("1001 service upgrade");
    }

    @Test
    void mute_keepsHeartbeats() {
        rig.pass(100);
        WireClient client = rig.client("kraken", KRAKEN_BOOK);
        Rig.heard(client);

        rig.fault("kraken", Verb.MUTE, null).pass(3_000);
        assertThat(Rig.heard(client)).hasSizeBetween(2, 4).containsOnly("{\"channel\":\"heartbeat\"}");
    }

    /** How many numbers are left out before each change of a book. */
    private static List<Long> gaps(List<String> frames) {
        List<Long> first = numbers("\"U\":(\\d+)", frames);
        List<Long> last = numbers("\"u\":(\\d+)", containing(frames, "depthUpdate"));
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < first.size(); i++) {
            gaps.add(first.get(i) - last.get(i - 1) - 1);
        }
        return gaps;
    }

    private static List<Long> jumps(List<Long> numbers) {
        List<Long> jumps = new ArrayList<>();
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.get(i - 1) + 1) {
                jumps.add(numbers.get(i) - numbers.get(i - 1));
            }
        }
        return jumps;
    }

    static List<String> containing(List<String> frames, String... parts) {
        return frames.stream()
                .filter(frame -> Stream.of(parts).allMatch(frame::contains))
                .toList();
    }

    private static List<Long> numbers(String pattern, List<String> frames) {
        List<Long> numbers = new ArrayList<>();
        for (String frame : frames) {
            Matcher matcher = Pattern.compile(pattern).matcher(frame);
            if (matcher.find()) {
                numbers.add(Long.parseLong(matcher.group(1)));
            }
        }
        return numbers;
    }
}
