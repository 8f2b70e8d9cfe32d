package io.quotewire.client;

import io.quotewire.client.TopicState.Verdict;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One topic as this client follows it: puts each message before the rule of {@link TopicState} and tells the listeners
 * what is new in it.
 *
 * <p><b>Threads:</b> the conversation's only.
 */
final class Followed {
    private final Topic topic;
    private final Callbacks callbacks;
    private final TopicState state = new TopicState();
    private final HeldBook book;
    private List<Subscription> subscriptions;

    /** @param mismatches counts snapshots of books that do not add up to what the server says */
    Followed(Topic topic, List<Subscription> subscriptions, Callbacks callbacks, LongAdder mismatches) {
        this.topic = topic;
        this.book = new HeldBook(mismatches);
        this.subscriptions = subscriptions;
        this.callbacks = callbacks;
    }

    Topic topic() {
        return topic;
    }

    TopicState state() {
        return state;
    }

    void subscriptions(List<Subscription> now) {
        subscriptions = now;
    }

    /** Takes a message of this topic; {@code RESYNC} asks the caller to send one. */
    Verdict accept(Message.OfTopic message, long nowUs) {
        Position held = state.held();
        Verdict verdict = judge(message, nowUs);
        if (verdict == Verdict.DELIVER) {
            deliver(message, held);
        }
        return verdict;
    }

    private Verdict judge(Message.OfTopic message, long nowUs) {
        Head head = message.head();
        return switch (message) {
            case Message.Ticker ticker -> value(head, ticker.form(), nowUs);
            case Message.Quote quote -> value(head, quote.form(), nowUs);
            case Message.Rate rate -> value(head, rate.form(), nowUs);
            case Message.Source source -> value(head, source.form(), nowUs);
            case Message.Book news
            when news.form() == Message.Form.SNAPSHOT ->
                book.replace(news.levels()) ? value(head, Message.Form.SNAPSHOT, nowUs) : state.distrust(nowUs);
            case Message.Book news -> change(news, nowUs);
            case Message.Trades trades when trades.snapshot() -> value(head, Message.Form.SNAPSHOT, nowUs);
            case Message.Trades trades -> state.stream(head, trades.prev(), false, nowUs);
            case Message.Candle news when news.candle() == null -> value(head, Message.Form.SNAPSHOT, nowUs);
            case Message.Candle news -> state.stream(head, news.prev(), false, nowUs);
            case Message.OpenCandle _ -> Verdict.DELIVER; // A view: it says nothing about the chain.
            case Message.StatusChange change -> state.stream(head, change.prev(), false, nowUs);
            case Message.Still _ -> state.stream(head, Message.NONE, true, nowUs);
            case Message.Gap _ -> state.gap(head);
        };
    }

    private Verdict change(Message.Book news, long nowUs) {
        Verdict verdict = state.stream(news.head(), news.prev(), false, nowUs);
        return verdict == Verdict.DELIVER && !book.apply(news.levels()) ? state.distrust(nowUs) : verdict;
    }

    private Verdict value(Head head, Message.Form form, long nowUs) {
        if (form == Message.Form.SNAPSHOT) {
            state.snapshot(head);
            return Verdict.DELIVER;
        }
        return state.stream(head, Message.NONE, false, nowUs);
    }

    private void deliver(Message.OfTopic message, @Nullable Position held) {
        switch (message) {
            case Message.Ticker ticker -> callbacks.topics(subscriptions, to -> to.onTicker(ticker));
            case Message.Quote quote -> callbacks.topics(subscriptions, to -> to.onQuote(quote));
            case Message.Rate rate -> callbacks.topics(subscriptions, to -> to.onRate(rate));
            case Message.Source source -> callbacks.topics(subscriptions, to -> to.onSource(source));
            case Message.Book news -> book(news);
            case Message.Trades trades -> trades(trades, held);
            case Message.Candle candle -> candle(candle, held);
            case Message.OpenCandle open -> callbacks.topics(subscriptions, to -> to.onOpenCandle(open));
            case Message.StatusChange change -> status(change);
            case Message.Still still -> callbacks.topics(subscriptions, to -> to.onStill(still));
            case Message.Gap gap -> gap(gap.after(held));
        }
    }

    private void trades(Message.Trades trades, @Nullable Position held) {
        Head head = trades.head();
        long had = held != null && held.epoch().equals(head.epoch()) ? held.seq() : Message.NONE;
        if (trades.snapshot()) {
            jumped(head, held);
        }
        List<TradeItem> items =
                trades.items().stream().filter(item -> item.seq() > had).toList();
        Message.Trades news = new Message.Trades(head, trades.snapshot(), trades.prev(), items);
        callbacks.topics(subscriptions, to -> to.onTrades(news));
    }

    private void candle(Message.Candle candle, @Nullable Position held) {
        if (candle.candle() == null) {
            jumped(candle.head(), held);
        }
        callbacks.topics(subscriptions, to -> to.onCandle(candle));
    }

    /** Servers continue an event topic or announce a gap. Should a snapshot move one, then at least not in silence. */
    private void jumped(Head head, @Nullable Position held) {
        if (held != null && (!held.epoch().equals(head.epoch()) || head.seq() > held.seq())) {
            gap(new Message.Gap(head, Message.NONE, Message.NONE, Message.Gap.SNAPSHOT, null, held));
        }
    }

    private void book(Message.Book news) {
        callbacks.topics(subscriptions, to -> to.onBook(news, book.levels()));
    }

    private void gap(Message.Gap gap) {
        callbacks.topics(subscriptions, to -> to.onGap(gap));
    }

    private void status(Message.StatusChange change) {
        callbacks.topics(subscriptions, to -> to.onStatus(change));
        // Who shows only values must not go on showing one as live that is not.
        switch (topic.kind()) {
            case TICKER -> {
                TickerData data = change.data() instanceof TickerData ticker ? ticker : null;
                Message.Ticker ticker =
                        new Message.Ticker(change.head(), Message.Form.STATUS, data, change.derivation());
                callbacks.topics(subscriptions, to -> to.onTicker(ticker));
            }
            case QUOTE -> {
                QuoteData data = change.data() instanceof QuoteData quote ? quote : null;
                Message.Quote quote = new Message.Quote(change.head(), Message.Form.STATUS, data, change.derivation());
                callbacks.topics(subscriptions, to -> to.onQuote(quote));
            }
            case FX -> {
                RateData data = change.data() instanceof RateData rate ? rate : null;
                Message.Rate rate = new Message.Rate(change.head(), Message.Form.STATUS, data);
                callbacks.topics(subscriptions, to -> to.onRate(rate));
            }
            case STATUS, TRADE, CANDLE_1S, CANDLE_1M, CANDLE_5M, CANDLE_15M, CANDLE_1H, CANDLE_4H, CANDLE_1D -> {}
            case BOOK, BOOK_1, BOOK_5, BOOK_10, BOOK_20, BOOK_50, BOOK_100, BOOK_400 ->
                book(new Message.Book(change.head(), Message.Form.STATUS, Message.NONE, null));
        }
    }
}
