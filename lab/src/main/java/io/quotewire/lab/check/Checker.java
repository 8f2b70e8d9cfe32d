package io.quotewire.lab.check;

import io.quotewire.client.Message;
import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one client received to what the venues told. Feed it every message of some topics, {@code best} among them if
 * you like, in the order of the wire: all callbacks of one subscription, or all messages read from one socket.
 *
 * <p>The log must know a happening before the venue sends it, as it is sent, and still know it when the client has it; what
 * it has forgotten counts as invented. Nothing is said of the time a message took.
 *
 * <p><b>Threads:</b> one at a time; all methods are synchronized, so that the figures may be read from another.
 */
public final class Checker {
    /** How many findings are kept in words; all are counted. */
    public static final int MOST_FINDINGS = 1_000;

    /** How many topics are watched; messages of further ones are counted and not judged. */
    public static final int MOST_TOPICS = 4_096;

    private final Findings findings = new Findings(MOST_FINDINGS);
    private final Map<Topic, Watch> watches = new HashMap<>();
    private final EventLog log;
    private final Provenance provenance;
    private long messages;
    private long unwatched;
    private long trades;
    private long gaps;
    private long missing;
    private long unmeasured;

    public Checker(EventLog log) {
        this.log = log;
        provenance = new Provenance(log, findings);
    }

    /** Judges the next message; one that is of no topic is ignored. */
    public synchronized void on(Message message) {
        if (!(message instanceof Message.OfTopic ofTopic)) {
            return;
        }
        messages++;
        Watch watch = watches.get(ofTopic.topic());
        if (watch == null && watches.size() < MOST_TOPICS) {
            watch = new Watch(ofTopic.topic(), log, findings);
            watches.put(ofTopic.topic(), watch);
        }
        if (watch == null) {
            unwatched++;
        } else {
            judge(watch, ofTopic);
        }
    }

    /** What was found, in order; at most {@link #MOST_FINDINGS}. */
    public synchronized List<Finding> findings() {
        return findings.kept();
    }

    /** How many findings of one kind there were, kept or not. */
    public synchronized long count(Kind kind) {
        return findings.count(kind);
    }

    /** One line for people: how much was looked at, how much was found, and what gaps announced. */
    public synchronized String summary() {
        String found = Stream.of(Kind.values())
                .map(kind -> findings.count(kind) + " " + kind.text())
                .collect(Collectors.joining(", "));
        String told = "%,d messages of %,d topics with %,d trades: ".formatted(messages, watches.size(), trades);
        String announced = "; %,d gaps announced %,d missing".formatted(gaps, missing);
        return told
                + found
                + announced
                + (unmeasured == 0 ? "" : ", " + unmeasured + " of them not how many")
                + (unwatched == 0 ? "" : "; " + unwatched + " messages of further topics not looked at");
    }

    private void judge(Watch watch, Message.OfTopic message) {
        switch (message) {
            case Message.Ticker ticker ->
                value(watch, ticker.head(), ticker.form(), ticker.derivation() == null ? ticker.data() : null);
            case Message.Quote quote ->
                value(watch, quote.head(), quote.form(), quote.derivation() == null ? quote.data() : null);
            case Message.Rate rate -> value(watch, rate.head(), rate.form(), rate.data());
            case Message.Source source -> value(watch, source.head(), source.form(), null);
            case Message.Book book -> book(watch, book);
            case Message.Trades deals -> trades(watch, deals);
            case Message.Candle news when news.candle() == null -> watch.chain.snapshot(news.head());
            case Message.Candle news -> watch.chain.next("candle", news.head(), news.prev());
            case Message.OpenCandle _ -> {} // A view, which has no number and no place in the chain.
            case Message.StatusChange change -> status(watch, change);
            case Message.Still still -> watch.chain.still(still.head());
            case Message.Gap gap -> gap(watch, gap);
        }
    }

    private void value(Watch watch, Head head, Message.Form form, @Nullable Data data) {
        switch (form) {
            case SNAPSHOT -> watch.chain.snapshot(head);
            case UPDATE -> watch.chain.newer(head);
            case STATUS -> watch.chain.atStatus(head);
        }
        digits(watch, head, data, form == Message.Form.UPDATE);
    }

    private static void book(Watch watch, Message.Book message) {
        if (message.form() == Message.Form.SNAPSHOT) {
            watch.chain.snapshot(message.head());
            watch.book.snapshot(message.head(), message.levels());
        } else {
            watch.chain.after(message.head(), message.prev());
            watch.book.change(message.head(), message.levels());
        }
    }

    private void digits(Watch watch, Head head, @Nullable Data data, boolean news) {
        switch (data) {
            case null -> watch.quotes.interrupted();
            case TickerData ticker -> provenance.ticker(head, ticker);
            case QuoteData quote -> {
                Quoted told = provenance.quote(head, quote);
                if (told == null) {
                    watch.quotes.interrupted();
                } else {
                    watch.quotes.on(told, news);
                }
            }
            case Update.RateData ignored -> {} // What is worked out is not a venue's digits.
            case Update.SourceData ignored -> {}
            case Update.IndexData ignored -> {}
            case Update.ConvertedData ignored -> {}
        }
    }

    private void trades(Watch watch, Message.Trades message) {
        if (message.snapshot()) {
            anew(watch, watch.chain.snapshot(message.head()));
            return;
        }
        watch.chain.trades(message.head(), message.prev(), message.items());
        for (TradeItem item : message.items()) {
            trades++;
            Traded told = provenance.trade(message.head(), item);
            if (told == null) {
                watch.trades.ends();
            } else {
                watch.trades.on(told.listing().venue(), told.number(), item.late());
            }
        }
    }

    private void status(Watch watch, Message.StatusChange change) {
        if (change.prev() == Message.NONE) {
            watch.chain.newer(change.head());
            digits(watch, change.head(), change.derivation() == null ? change.data() : null, false);
            return;
        }
        if (change.topic().shape() == Topic.Shape.BOOK) {
            watch.chain.after(change.head(), change.prev());
            return;
        }
        watch.chain.next("status", change.head(), change.prev());
        if (change.was() != null) {
            watch.trades.ends();
        }
    }

    private void gap(Watch watch, Message.Gap gap) {
        gaps++;
        boolean anew = watch.chain.gap(gap.head(), gap.from());
        anew(watch, anew);
        if (gap.missing() == Message.NONE) {
            unmeasured++;
            watch.trades.ends();
        } else {
            missing += gap.missing();
            watch.trades.missing(gap.head().source(), gap.missing());
        }
    }

    private static void anew(Watch watch, boolean newEpoch) {
        if (newEpoch) {
            watch.trades.anew();
        }
    }

    /** What is kept of one topic. */
    private static final class Watch {
        private final ChainWatch chain;
        private final QuoteWatch quotes;
        private final TradeWatch trades;
        private final BookWatch book;

        Watch(Topic topic, EventLog log, Findings findings) {
            chain = new ChainWatch(topic, findings);
            quotes = new QuoteWatch(topic, findings);
            trades = new TradeWatch(topic, findings);
            book = new BookWatch(topic, log, findings);
        }
    }
}
