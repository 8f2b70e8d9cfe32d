package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.command.RecordedVenues;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.client.ClientOptions;
import io.quotewire.client.Message;
import io.quotewire.client.QuotewireClient;
import io.quotewire.client.TopicListener;
import io.quotewire.lab.replay.Progress;
import io.quotewire.lab.replay.ReplayConfig;
import io.quotewire.lab.replay.Replayer;
import io.quotewire.model.Decimal;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TradeItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The main job on real input: recorded traffic of two exchanges through real sockets, the whole gateway and the Java
 * client. What arrives is compared with results that were made without any of this code.
 */
class MainJobIT {
    private static final int SPEED = 25;
    private static final String[] TOPICS = {
        "trade:okx:BTC-USDT", "trade:binance:BTC-USDT", "trade:best:BTC-USDT",
        "quote:okx:BTC-USDT", "quote:binance:BTC-USDT", "quote:best:BTC-USDT",
        "ticker:okx:BTC-USDT", "ticker:binance:BTC-USDT", "ticker:best:BTC-USDT"
    };

    private final Ledger ledger = new Ledger();

    @Test
    void recordedMarket_throughTheWholeGateway_reachesTheClientWhole() throws Exception {
        try (Replayer replayer = Replayer.start(Recordings.mainJob(), ReplayConfig.atSpeed(SPEED))) {
            replayer.venues().forEach(replayer::mute); // Until the client is there: it must see the first frame.
            Node node = Wiring.simulated(RecordedVenues.settings(patient().onPort(0), replayer));
            try {
                node.start();
                play(node, replayer);
                node.drain(Duration.ofSeconds(5));
            } finally {
                node.stop();
            }
        }

        assertTrades("trade:okx:BTC-USDT", Recordings.OKX_TRADES, "BTC-USDT");
        assertTrades("trade:binance:BTC-USDT", Recordings.BINANCE_TRADES, "BTCUSDT");
        assertLastQuote();
        assertSwitched("quote:best:BTC-USDT");
        assertSwitched("ticker:best:BTC-USDT");
        assertBestTradesNeverMix();
    }

    /** With room for a client that has to share two processors with 25 s of market a second. */
    private static AppConfig patient() throws Exception {
        Map<String, String> variables = Map.of("QUOTEWIRE_GATEWAY_OUTBOX_BYTES", "32MiB");
        return Configuration.load(new Configuration.Sources(null, Path.of(""), variables, List.of()))
                .values();
    }

    private void play(Node node, Replayer replayer) throws IOException, InterruptedException {
        LastFrame lastQuote = LastFrame.of(Recordings.path(Recordings.BINANCE_QUOTES));
        assertThat(ledger.await(() ->
                        Arrays.stream(TOPICS).allMatch(topic -> node.catalog().has(Topic.parse(topic)))))
                .as("both venues' instruments are listed")
                .isTrue();
        InetSocketAddress address = node.addresses().getFirst();
        URI uri = URI.create("ws://127.0.0.1:%d/v1/ws".formatted(address.getPort()));
        try (QuotewireClient client = QuotewireClient.connect(ClientOptions.of(uri), ledger)) {
            client.subscribe(new TopicListener() {}, TOPICS);
            assertThat(ledger.await(() -> Arrays.stream(TOPICS).allMatch(topic -> ledger.count(topic) == 1)))
                    .as("each topic begins with its snapshot")
                    .isTrue();
            replayer.venues().forEach(replayer::heal);

            assertThat(ledger.await(() -> ended(replayer, "okx") && has("trade:okx:BTC-USDT", "338476375")))
                    .as("OKX is played to its last trade")
                    .isTrue();
            replayer.cut("okx");
            replayer.finished().join();
            assertThat(ledger.await(() -> has("trade:binance:BTC-USDT", "3735693015") && isLast(lastQuote)))
                    .as("Binance is played to its last trade and quote")
                    .isTrue();
            assertThat(ledger.complaints()).isEmpty();
        }
    }

    private static boolean ended(Replayer replayer, String venue) {
        return replayer.progress().stream()
                .anyMatch(progress -> progress.venue().equals(venue) && progress.state() == Progress.State.ENDED);
    }

    private boolean has(String topic, String tradeId) {
        List<TradeItem> trades = ledger.trades(topic);
        return !trades.isEmpty() && trades.getLast().id().equals(tradeId);
    }

    private void assertTrades(String topic, String recording, String symbol) throws IOException {
        Map<String, String> golden = Golden.at(Recordings.path("golden.json"), "trades", recording, symbol);
        List<TradeItem> trades = ledger.trades(topic);

        assertThat(trades).as(topic).hasSize(Integer.parseInt(golden.get("trades")));
        assertThat(trades.getFirst().id()).isEqualTo(golden.get("first_id"));
        assertThat(trades.getLast().id()).isEqualTo(golden.get("last_id"));
        assertThat(trades.stream().map(TradeItem::id)).doesNotHaveDuplicates();
        assertThat(sum(trades, false)).isEqualByComparingTo(golden.get("sum_qty"));
        assertThat(sum(trades, true)).isEqualByComparingTo(golden.get("sum_price_x_qty"));
        assertThat(trades.stream().filter(trade -> trade.side() == Side.BUY))
                .hasSize(Integer.parseInt(golden.get("taker_buys")));
    }

    private static BigDecimal sum(List<TradeItem> trades, boolean priced) {
        return trades.stream()
                .map(trade -> priced
                        ? trade.price().toBigDecimal().multiply(trade.size().toBigDecimal())
                        : trade.size().toBigDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private boolean isLast(LastFrame frame) {
        QuoteData quote = quote(ledger.of("quote:binance:BTC-USDT"));
        return quote != null
                && Objects.equals(quote.bid(), Decimal.parse(frame.field("b")))
                && Objects.equals(quote.ask(), Decimal.parse(frame.field("a")));
    }

    /** Digit by digit, as the venue printed them. */
    private void assertLastQuote() throws IOException {
        LastFrame frame = LastFrame.of(Recordings.path(Recordings.BINANCE_QUOTES));
        QuoteData quote = Objects.requireNonNull(quote(ledger.of("quote:binance:BTC-USDT")));

        assertThat(quote.bid()).hasToString(frame.field("b"));
        assertThat(quote.bidSize()).hasToString(frame.field("B"));
        assertThat(quote.ask()).hasToString(frame.field("a"));
        assertThat(quote.askSize()).hasToString(frame.field("A"));
    }

    private static @Nullable QuoteData quote(List<Message.OfTopic> messages) {
        return messages.reversed().stream()
                .filter(Message.Quote.class::isInstance)
                .map(message -> ((Message.Quote) message).data())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The last change of source: a numbered status, and at the next number the new source's snapshot. */
    private void assertSwitched(String topic) {
        List<Message.OfTopic> messages = ledger.of(topic);
        int at = lastSwitch(messages);
        Message.StatusChange change = (Message.StatusChange) messages.get(at);
        Message.OfTopic next = messages.get(at + 1);

        assertThat(change.was()).as(topic).isEqualTo("okx");
        assertThat(change.head().source()).isEqualTo("binance");
        assertThat(change.status()).isEqualTo(Status.LIVE);
        assertThat(change.why()).contains("okx");
        assertThat(next.head().seq()).isEqualTo(change.head().seq() + 1);
        assertThat(next.head().source()).isEqualTo("binance");
        assertThat(form(next)).isEqualTo(Message.Form.SNAPSHOT);
    }

    private static int lastSwitch(List<Message.OfTopic> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Message.StatusChange change && change.was() != null) {
                return i;
            }
        }
        throw new AssertionError("the source never changed");
    }

    private static Message.Form form(Message.OfTopic message) {
        return switch (message) {
            case Message.Ticker ticker -> ticker.form();
            case Message.Quote quote -> quote.form();
            default -> throw new AssertionError("not a value: " + message);
        };
    }

    /** A source follows another only where a status says so, the first one where there was none. */
    private void assertBestTradesNeverMix() {
        String source = Topic.BEST;
        for (Message.OfTopic message : ledger.of("trade:best:BTC-USDT")) {
            String now = message.head().source();
            if (!source.equals(Topic.BEST) && !(message instanceof Message.StatusChange)) {
                assertThat(now).isEqualTo(source);
            }
            source = now;
        }
        assertThat(source).isEqualTo("binance");
    }
}
