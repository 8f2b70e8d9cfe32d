package io.quotewire.client;

import io.quotewire.model.Ladder;
import io.quotewire.model.TopicPattern;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.book.OrderBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A conversation on a stage: no socket, time by hand, and one line for each thing that the client does or tells. The
 * browser's test prints the same lines, so that one script holds both.
 */
final class Stage implements Conversation.Transport {
    static final String WELCOME = """
            {"op":"welcome","version":1,"connection":"c7Kq","node":"edge-2","now":1732115000000000,"heartbeat_s":15,\
            "auth":"none","auth_within_s":5}""";

    /** Makes each wait the shortest, nothing. */
    static final RandomGenerator AT_ONCE = () -> 0L;

    final List<String> lines = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final ServerTime serverTime = new ServerTime();
    final Conversation conversation;
    long connection;
    long nowUs;

    Stage() {
        this(new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60), AT_ONCE));
    }

    Stage(BackOff backOff) {
        conversation = new Conversation(this, new Connection(), backOff, serverTime);
    }

    /** A stage on which a connection is up and {@code topics} are subscribed; what led there is not in the lines. */
    static Stage ready(String... topics) {
        Stage stage = new Stage();
        stage.subscribe(topics);
        stage.welcomed();
        stage.lines.clear();
        return stage;
    }

    /** Connects and hears the welcome. */
    void welcomed() {
        at(nowUs / 1_000);
        opened();
        hear(WELCOME);
    }

    Subscription subscribe(String... topics) {
        return subscribe(new Topics(), topics);
    }

    /** At most one message of a topic in so many milliseconds. */
    Subscription subscribe(int rateMs, String... topics) {
        return subscribe(rateMs, new Topics(), topics);
    }

    Subscription subscribe(TopicListener listener, String... topics) {
        return subscribe(0, listener, topics);
    }

    private Subscription subscribe(int rateMs, TopicListener listener, String... topics) {
        List<TopicPattern> patterns =
                Arrays.stream(topics).map(TopicPattern::parse).toList();
        Subscription subscription =
                new Subscription(patterns, rateMs, listener, closed -> conversation.unsubscribe(closed, nowUs));
        conversation.subscribe(subscription, nowUs);
        return subscription;
    }

    /** Lets time come to {@code ms}. */
    void at(long ms) {
        nowUs = ms * 1_000;
        conversation.doWork(nowUs);
    }

    void opened() {
        conversation.onOpen(connection, nowUs);
    }

    void hear(String json) {
        conversation.onText(connection, json, nowUs);
    }

    void closed(int code) {
        conversation.onClosed(connection, code, "", 0, nowUs);
    }

    /** The lines since the last call. */
    List<String> news() {
        List<String> news = List.copyOf(lines);
        lines.clear();
        return news;
    }

    @Override
    public void open(long which) {
        connection = which;
        lines.add("connect");
    }

    @Override
    public void send(String text) {
        sent.add(text);
        Map<String, Object> command = Json.object(text);
        lines.add("> " + command.get("op") + " #" + command.get("id") + " "
                + Json.asList(command.get("topics")).stream().map(Stage::item).collect(Collectors.joining(" ")));
    }

    @Override
    public void close(int code, String why) {
        lines.add("close " + code);
    }

    private static String item(Object item) {
        return item instanceof Map<?, ?> map
                ? map.get("topic") + "@" + map.get("epoch") + "/" + map.get("seq")
                : item.toString();
    }

    private static String where(Head head) {
        return "%s %s/%d %s %s"
                .formatted(head.topic(), head.epoch(), head.seq(), head.status().text(), head.source());
    }

    private final class Connection implements ConnectionListener {
        @Override
        public void onDisconnected(Disconnected how) {
            Duration retryIn = how.retryIn();
            lines.add("disconnected " + how.code()
                    + (retryIn == null ? " for good" : " retry in " + retryIn.toMillis() + " ms"));
        }

        @Override
        public void onGoodbye(Message.Goodbye goodbye) {
            lines.add("goodbye " + goodbye.code());
        }

        @Override
        public void onSlow(Message.Slow slow) {
            lines.add("slow " + String.join(" ", slow.conflated()));
        }

        @Override
        public void onFailure(Message.Failure failure) {
            lines.add("error " + failure.code());
        }

        @Override
        public void onCallbackFailure(Throwable failure) {
            lines.add("failure " + failure.getMessage());
        }
    }

    /** Prints what it hears. */
    final class Topics implements TopicListener {
        @Override
        public void onTicker(Message.Ticker ticker) {
            lines.add("data " + where(ticker.head()));
        }

        @Override
        public void onQuote(Message.Quote quote) {
            lines.add("data " + where(quote.head()));
        }

        @Override
        public void onRate(Message.Rate rate) {
            lines.add("data " + where(rate.head()));
        }

        @Override
        public void onCandle(Message.Candle candle) {
            lines.add("data " + where(candle.head()) + (candle.candle() == null ? " []" : ""));
        }

        @Override
        public void onOpenCandle(Message.OpenCandle open) {
            lines.add("open " + open.topic());
        }

        @Override
        public void onBook(Message.Book news, OrderBook book) {
            lines.add("book " + where(news.head()) + " " + levels(book.bids()) + " | " + levels(book.asks()));
        }

        private static String levels(Ladder side) {
            String levels = IntStream.range(0, side.levels())
                    .mapToObj(i -> side.price(i) + "x" + side.size(i))
                    .collect(Collectors.joining(" "));
            return levels.isEmpty() ? "-" : levels;
        }

        @Override
        public void onTrades(Message.Trades trades) {
            lines.add("data " + where(trades.head())
                    + trades.items().stream()
                            .map(TradeItem::seq)
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", " [", "]")));
        }

        @Override
        public void onStatus(Message.StatusChange change) {
            lines.add("status " + where(change.head()));
        }

        @Override
        public void onGap(Message.Gap gap) {
            long first = gap.firstLacking();
            lines.add("gap " + where(gap.head()) + " " + gap.why() + " lacks "
                    + (first == Message.NONE ? "?" : String.valueOf(first)));
        }

        @Override
        public void onStill(Message.Still still) {
            lines.add("still " + where(still.head()));
        }

        @Override
        public void onSubscribed(TopicPattern pattern, Message.Reply.Item answer) {
            lines.add("subscribed " + pattern + (answer.ok() ? "" : " refused " + answer.code()));
        }
    }
}
