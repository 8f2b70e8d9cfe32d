package io.quotewire.client;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Levels;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says, typed. Times are microseconds since 1970 UTC, 0 where the message has none; numbers that a message
 * may leave out are {@link #NONE}.
 */
public sealed interface Message {
    /** In place of a number that the message does not give. */
    long NONE = -1;

    /** A message about one topic; its {@link Head} says how far the value can be trusted and where it is from. */
    sealed interface OfTopic extends Message {
        Head head();

        default Topic topic() {
            return head().topic();
        }

        default Status status() {
            return head().status();
        }
    }

    /** How a value came. */
    enum Form {
        /** The first value, or the value after a resync or a change of source. */
        SNAPSHOT,
        /** A newer value. */
        UPDATE,
        /** The value as it stands at a change of status or source. */
        STATUS
    }

    /** What a value was made of that no venue says itself. */
    sealed interface Derivation {}

    /**
     * The median of several venues.
     *
     * @param constituents the venues that it is of, by name
     * @param rejected the others that have a say in it, by name
     */
    record Median(List<String> constituents, List<Rejected> rejected) implements Derivation {
        public Median {
            constituents = List.copyOf(constituents);
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * A value in another currency. Which rates its sides were multiplied with, {@code /v1/explain} says.
     *
     * @param path {@code USDT>USD>CAD}
     * @param rate what its prices were multiplied with: the middle between the bids of the legs and their asks
     * @param legsUs the time of each leg's rate, in the order of the path
     * @param weekend whether a leg's market is shut, so that an older rate is in force
     */
    record Conversion(String path, Decimal rate, List<Long> legsUs, boolean weekend) implements Derivation {
        public Conversion {
            legsUs = List.copyOf(legsUs);
        }
    }

    /**
     * The whole ticker.
     *
     * @param data null where there is no value
     * @param derivation null where the value is one venue's own
     */
    record Ticker(
            Head head,
            Form form,
            @Nullable TickerData data,
            @Nullable Derivation derivation) implements OfTopic {
        /** One of a venue's own. */
        public Ticker(Head head, Form form, @Nullable TickerData data) {
            this(head, form, data, null);
        }
    }

    /**
     * The whole quote.
     *
     * @param data null where there is no value
     * @param derivation null where the value is one venue's own
     */
    record Quote(
            Head head,
            Form form,
            @Nullable QuoteData data,
            @Nullable Derivation derivation) implements OfTopic {
        /** One of a venue's own. */
        public Quote(Head head, Form form, @Nullable QuoteData data) {
            this(head, form, data, null);
        }
    }

    /** A rate of fiat money, what one unit of the base costs in the quote; {@code data} is null where there is no value. */
    record Rate(Head head, Form form, @Nullable RateData data) implements OfTopic {}

    /**
     * How a source fares.
     *
     * @param data null where nothing is known yet
     */
    record Source(Head head, Form form, @Nullable SourceState data) implements OfTopic {}

    /**
     * What is told of a source.
     *
     * @param state as in {@code /v1/sources}; servers may add others
     * @param sinceUs when it began, 0 where unknown
     * @param lastRecvUs when the last frame came, 0 for never
     * @param why the last reason for trouble, null where there is none
     */
    record SourceState(
            String state,
            long sinceUs,
            long lastRecvUs,
            long messagesPerS,
            long reconnects,
            long gaps,
            @Nullable String why) {}

    /**
     * A book, or a change of it. As delivered to a {@link TopicListener} it comes with the whole book.
     *
     * @param prev the number that a change follows, {@link #NONE} in other forms
     * @param levels null in a snapshot of a book that has no levels to be trusted, and in the form of a status
     */
    record Book(Head head, Form form, long prev, @Nullable BookLevels levels) implements OfTopic {}

    /**
     * What a message lists of a book, as sent.
     *
     * @param bids in a snapshot all of them, the best first; in a change those that differ, size zero where one is gone;
     *     {@code asks} likewise
     * @param hash what the server says that a snapshot adds up to, null in a change
     */
    record BookLevels(Levels bids, Levels asks, @Nullable String hash) {}

    /**
     * Trades in the order of their numbers. As delivered to a {@link TopicListener} they hold only what was not delivered
     * before.
     *
     * @param snapshot sets the position; has no items
     * @param prev the number before the first item, {@link #NONE} in a snapshot
     */
    record Trades(Head head, boolean snapshot, long prev, List<TradeItem> items) implements OfTopic {
        public Trades {
            items = List.copyOf(items);
        }
    }

    /**
     * A candle that has ended. Candles come in the order of their numbers, which need not be that of their times.
     *
     * @param prev the number before this one, {@link #NONE} in a snapshot
     * @param candle null in a snapshot, which only sets the position
     * @param revised whether it takes the place of one of the same time that was told before
     * @param filled whether it is the venue's own word, because the gateway did not see all of its trades
     */
    record Candle(Head head, long prev, io.quotewire.model.@Nullable Candle candle, boolean revised, boolean filled)
            implements OfTopic {}

    /**
     * A candle that still grows: a view, of which the newest counts until a {@link Candle} of its time comes. It has no
     * number, so that {@code head.seq()} is {@link #NONE}.
     *
     * @param partial whether the gateway did not see some of its trades
     */
    record OpenCandle(Head head, io.quotewire.model.Candle candle, boolean partial) implements OfTopic {}

    /**
     * A change of status or source.
     *
     * @param prev the number before this one in a book or event topic, {@link #NONE} in a value topic
     * @param was the source before, null where it did not change
     * @param sinceUs when the new status began
     * @param data the whole value of a value topic, null where there is none
     * @param derivation as of {@link Ticker}
     */
    record StatusChange(
            Head head,
            long prev,
            @Nullable String was,
            String why,
            long sinceUs,
            @Nullable Data data,
            @Nullable Derivation derivation)
            implements OfTopic {
        /** One of a venue's own value, or without a value. */
        public StatusChange(Head head, long prev, @Nullable String was, String why, long sinceUs, @Nullable Data data) {
            this(head, prev, was, why, sinceUs, data, null);
        }
    }

    /** Nothing has happened since {@code head.seq()}. */
    record Still(Head head) implements OfTopic {}

    /**
     * Items of an event topic that will not come over this connection, up to and with {@code head.seq()}.
     *
     * @param from the first of them by the server's account, {@link #NONE} if it cannot know
     * @param missing how many the venue did not give us, {@link #NONE} where nobody knows
     * @param why {@code upstream}, {@code slow_client}, {@code too_old}, {@code epoch}; or {@link #SNAPSHOT}
     * @param fill where they can be fetched, null where they cannot
     * @param held where this client stood when the gap came, null where it stood nowhere; null in a message not yet judged
     */
    record Gap(
            Head head,
            long from,
            long missing,
            String why,
            @Nullable String fill,
            @Nullable Position held) implements OfTopic {
        /** The client's own finding: the server moved an event topic by a snapshot and said nothing of what lies between. */
        public static final String SNAPSHOT = "snapshot";

        /** The first number that this client lacks, {@link #NONE} where that cannot be known. */
        public long firstLacking() {
            return held != null && held.epoch().equals(head.epoch()) ? held.seq() + 1 : from;
        }

        Gap after(@Nullable Position position) {
            return new Gap(head, from, missing, why, fill, position);
        }
    }

    /**
     * The first message of a connection.
     *
     * @param heartbeatS seconds between heartbeats
     * @param auth whether accounts are used: none, optional or required
     * @param simulated the data is a simulation or a replay, not a market
     */
    record Welcome(
            long version, String connection, String node, long nowUs, long heartbeatS, String auth, boolean simulated)
            implements Message {}

    record Heartbeat(long nowUs) implements Message {}

    /** The answer to a command, topic by topic. */
    record Reply(String op, long id, List<Item> items) implements Message {
        public Reply {
            items = List.copyOf(items);
        }

        /**
         * The answer to one topic or wildcard.
         *
         * @param recovered {@code full}, {@code snapshot} or {@code gap}; null where the answer says nothing of it
         * @param epoch with {@code from}, in {@code full}: where the stream goes on
         * @param code an {@link io.quotewire.model.ErrorCode} where not {@code ok}, else {@link Message#NONE}
         * @param near topics that may have been meant
         * @param matches what a wildcard stands for now
         */
        public record Item(
                String topic,
                boolean ok,
                @Nullable String recovered,
                @Nullable Epoch epoch,
                long from,
                long code,
                @Nullable String error,
                List<String> near,
                List<String> matches) {
            public Item {
                near = List.copyOf(near);
                matches = List.copyOf(matches);
            }
        }
    }

    /**
     * A command was refused, or a wildcard outgrew the limit.
     *
     * @param id the command's, {@link #NONE} where there was none
     * @param topic null where it is about the whole command
     * @param retryMs when to try again; 0 for no reason to
     */
    record Failure(long id, @Nullable String topic, long code, String error, String message, long retryMs)
            implements Message {}

    /** This client reads more slowly than data comes: values were skipped, books wait for a snapshot. */
    record Slow(List<String> conflated, List<String> resync) implements Message {
        public Slow {
            conflated = List.copyOf(conflated);
            resync = List.copyOf(resync);
        }
    }

    /**
     * The server is about to close.
     *
     * @param code the close code that follows
     * @param retryMs when to come back; 0 where that is left to the client
     */
    record Goodbye(String why, long code, long retryMs) implements Message {}

    /** A message of a kind that this client does not know, which the protocol allows. */
    record Unknown(String kind) implements Message {}
}
