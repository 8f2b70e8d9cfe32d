package io.quotewire.lab.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.replay.Recordings;
import io.quotewire.lab.stage.Caller;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What scripts and stages write has the members that the venues' own messages have, each of the same kind. */
class RecordedShapesTest {
    private static final long START_US = 1_767_323_045_000_000L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kraken | ticker | first | kraken/examples-nautilus/ws_ticker_snapshot.json
            kraken | book-500 | frame | kraken/v2-book/ETH-USD_2026-07-07.jsonl.gz
            kraken | trade | frame | kraken/v2-trade/ETH-USD_2026-07-07.jsonl
            kraken | heartbeat | beat | kraken/v2-heartbeat/ETH-USD_2026-07-07.jsonl
            coinbase | ticker | frame | coinbase/exchange-ticker/BTC-USD_2025-06-06.jsonl
            coinbase | matches | first | coinbase/exchange-matches/BTC-USD_2026-07-07.jsonl.gz
            coinbase | matches | frame | coinbase/exchange-matches/BTC-USD_2026-07-07.jsonl.gz
            coinbase | level2_batch | first | coinbase/exchange-level2_batch/BTC-USD_2026-07-07.jsonl.gz
            coinbase | level2_batch | frame | coinbase/exchange-level2_batch/BTC-USD_2026-07-07.jsonl.gz
            coinbase | heartbeat | beat | coinbase/exchange-heartbeat/BTC-USD_2026-07-07.jsonl
            coinbase-advanced | ticker | first | coinbase/advanced-ticker/BTC-ETH_2026-08-09_part1.jsonl.gz
            coinbase-advanced | market_trades | frame | coinbase/advanced-market_trades/BTC-ETH_2026-08-09_part1.jsonl.gz
            coinbase-advanced | level2 | first | coinbase/advanced-l2_data/BTC-ETH_2026-08-09_part1.jsonl.gz
            coinbase-advanced | level2 | frame | coinbase/advanced-l2_data/BTC-ETH_2026-08-09_part1.jsonl.gz
            coinbase-advanced | heartbeats | beat | coinbase/advanced-heartbeats/BTC-ETH_2026-08-09_part1.jsonl
            bybit | tickers | frame | bybit/tickers-spot/BTC-SOL_2026-08-09.jsonl
            bybit | publicTrade | frame | bybit/publicTrade-spot/BTC-SOL_2026-08-09.jsonl
            bybit | orderbook.1 | frame | bybit/orderbook.1-spot/2025-06-13.jsonl.gz
            bybit | orderbook.200 | first | bybit/orderbook.200-spot/BTC-SOL_2026-08-09.jsonl.gz
            bybit | orderbook.200 | frame | bybit/orderbook.200-spot/BTC-SOL_2026-08-09.jsonl.gz
            binance | depth@100ms | frame | binance/depth-diff/*.jsonl.gz
            okx | books | frame | okx/books/2022-05-13_3inst.jsonl.gz
            """)
    void frame_ofAStream_hasTheMembersOfARecordedOne(String venue, String channel, String kind, String recording)
            throws IOException {
        byte[] frame = written(venue, channel, kind);
        Set<String> shape = shape(frame);
        List<String> recorded = lines(recording);

        assertThat(recorded)
                .as("%s", new String(frame, UTF_8))
                .anyMatch(line -> shape.containsAll(shape(line.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            kraken | {"method":"subscribe","params":{"channel":"book","symbol":["ETH/USD"]}} | kraken/v2-ack/ETH-USD_2026-07-07.jsonl
            coinbase | {"type":"subscribe","product_ids":["BTC-USD"],"channels":["matches"]} | coinbase/exchange-subscriptions/BTC-USD_2026-07-07.jsonl
            coinbase-advanced | {"type":"subscribe","product_ids":["BTC-USD"],"channel":"market_trades"} | coinbase/advanced-subscriptions/BTC-ETH_2026-08-09_part1.jsonl
            bybit | {"op":"subscribe","args":["tickers.BTCUSDT"]} | bybit/op-subscribe-spot/BTC-SOL_2026-08-09.jsonl
            bybit | {"op":"ping","req_id":"4"} | bybit/op-ping/roq-bybit.jsonl
            gate | {"time":1,"channel":"spot.trades","event":"subscribe","payload":["BTC_USDT"]} | gateio/event-subscribe/2021-04-22_10pairs.jsonl
            """)
    void answer_toARequest_hasTheMembersOfARecordedOne(String venue, String request, String recording)
            throws IOException {
        Script script = requireNonNull(Scripts.of(venue));
        List<String> replies = script.stage()
                .react(new Caller("0000002a", Set.of(), START_US), request)
                .replies();

        assertThat(replies).hasSize(1);
        Set<String> shape = shape(replies.getFirst().getBytes(UTF_8));
        assertThat(lines(recording))
                .as(replies.getFirst())
                .anyMatch(line -> shape.containsAll(shape(line.getBytes(UTF_8))));
    }

    @Test
    void greeting_ofKraken_hasTheMembersOfARecordedOne() throws IOException {
        Caller caller = new Caller("0000002a", Set.of(), START_US);
        String greeting =
                requireNonNull(Scripts.of("kraken")).stage().greeting(caller).getFirst();

        assertThat(shape(greeting.getBytes(UTF_8)))
                .isEqualTo(shape(lines("kraken/v2-status/ETH-USD_2026-07-07.jsonl")
                        .getFirst()
                        .getBytes(UTF_8)));
    }

    @Test
    void checksum_ofARecordedSnapshot_isWhatKrakenSays() throws IOException {
        String snapshot = lines("kraken/v2-book/ETH-USD_2026-07-07.jsonl.gz").getFirst();
        Matcher sum = Pattern.compile("\"checksum\":(\\d+)").matcher(snapshot);
        assertThat(sum.find()).isTrue();

        assertThat(Crc.of(side(snapshot, "bids"), side(snapshot, "asks"))).isEqualTo(Long.parseLong(sum.group(1)));
        String tampered = snapshot.replaceFirst("\"qty\":1", "\"qty\":2");
        assertThat(tampered).isNotEqualTo(snapshot);
        assertThat(Crc.of(side(tampered, "bids"), side(tampered, "asks"))).isNotEqualTo(Long.parseLong(sum.group(1)));
    }

    private static Levels side(String snapshot, String name) {
        int from = snapshot.indexOf("\"" + name + "\":[");
        Matcher level = Pattern.compile("\"price\":([0-9.]+),\"qty\":([0-9.]+)")
                .matcher(snapshot.substring(from, snapshot.indexOf(']', from)));
        Levels.Builder levels = new Levels.Builder();
        while (level.find()) {
            levels.add(Decimal.parse(level.group(1)));
            levels.add(Decimal.parse(level.group(2)));
        }
        return levels.toLevels();
    }

    private static byte[] written(String venue, String channel, String kind) {
        Script script = requireNonNull(Scripts.of(venue));
        SimulatedMarket market =
                SimulatedMarket.open(List.of(venue), List.of(Instrument.parse("BTC-USDT")), 1, 100, START_US);
        market.advance(START_US + 1_500_000, happening -> {});
        if (kind.equals("beat")) {
            String symbol = channel.equals("heartbeat") && venue.equals("coinbase") ? "BTC-USDT" : "";
            return requireNonNull(script.beat(new StreamKey(channel, symbol), Floor.of(market), START_US));
        }
        Deque<byte[]> found = new ArrayDeque<>();
        market.latest(market.pairs().getFirst().listing())
                .forEach(happening -> script.streams(happening).stream()
                        .filter(stream -> stream.channel().equals(channel))
                        .forEach(stream -> found.add(write(script, happening, stream, kind))));
        return found.getFirst();
    }

    private static byte[] write(Script script, Happening happening, StreamKey stream, String kind) {
        return kind.equals("first") ? requireNonNull(script.first(happening, stream)) : script.frame(happening, stream);
    }

    /** Each member's path with the kind of its value; a number and a text are not the same. */
    private static Set<String> shape(byte[] json) {
        Set<String> shape = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            read(parser, parser.nextToken(), "", shape);
        }
        return shape;
    }

    private static void read(JsonParser parser, JsonToken token, String path, Set<String> shape) {
        switch (token) {
            case START_OBJECT -> {
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    read(parser, parser.nextToken(), path + "." + name, shape);
                }
            }
            case START_ARRAY -> {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    read(parser, next, path + "[]", shape);
                }
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> shape.add(path + " number");
            default -> shape.add(path + " " + token);
        }
    }

    /** The first lines of a recording, or the whole of one that is a single message. */
    private static List<String> lines(String name) throws IOException {
        Path file = Recordings.file(name.replace("*.jsonl.gz", ""));
        if (Files.isDirectory(file)) {
            try (var files = Files.list(file)) {
                file = files.filter(each -> each.toString().endsWith(".jsonl.gz"))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            String text = new String(bytes, UTF_8);
            return name.endsWith(".json")
                    ? List.of(text)
                    : new ArrayList<>(text.lines().limit(200).toList());
        }
    }
}
