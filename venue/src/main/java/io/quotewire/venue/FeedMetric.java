package io.quotewire.venue;

import io.quotewire.model.Metric;

/** Every figure that feeds show, each labelled with its venue. */
public enum FeedMetric implements Metric {
    MESSAGES("quotewire_feed_messages_total", "Frames received.", Type.COUNTER),
    EVENTS("quotewire_feed_events_total", "Market events handed to the engine.", Type.COUNTER),
    REFUSED_EVENTS("quotewire_feed_events_refused_total", "Market events that a full shard refused.", Type.COUNTER),
    RECONNECTS(
            "quotewire_feed_reconnects_total", "Connections that ended and were, or will be, made anew.", Type.COUNTER),
    ROTATIONS(
            "quotewire_feed_rotations_total",
            "Connections whose place another one took while both were up.",
            Type.COUNTER),
    CONNECT_FAILURES("quotewire_feed_connect_failures_total", "Attempts to connect that failed.", Type.COUNTER),
    MALFORMED("quotewire_feed_malformed_total", "Frames that break the venue's documented shape.", Type.COUNTER),
    OVERSIZED("quotewire_feed_oversized_total", "Frames beyond the limit of 16 MiB.", Type.COUNTER),
    UNKNOWN(
            "quotewire_feed_unknown_total",
            "Frames of a channel, event or symbol that was not asked for.",
            Type.COUNTER),
    DUPLICATES("quotewire_feed_duplicates_total", "Trades that came more than once.", Type.COUNTER),
    GAPS("quotewire_feed_gaps_total", "Holes in trade numbers.", Type.COUNTER),
    MISSING_TRADES("quotewire_feed_missing_trades_total", "Trades missing in holes whose size is known.", Type.COUNTER),
    LATE_ASKED("quotewire_feed_late_trades_asked_total", "Requests for trades that were missing.", Type.COUNTER),
    LATE_TRADES(
            "quotewire_feed_late_trades_total", "Missing trades that were found and told afterwards.", Type.COUNTER),
    LATE_MISSED(
            "quotewire_feed_late_trades_missed_total",
            "Missing trades that were not found, or that nobody looks for.",
            Type.COUNTER),
    CANDLES_ASKED("quotewire_feed_candles_asked_total", "Requests for candles.", Type.COUNTER),
    CANDLES("quotewire_feed_candles_total", "Candles of the venue told for those that were not seen.", Type.COUNTER),
    CANDLES_MISSED(
            "quotewire_feed_candles_missed_total",
            "Spans of candles that were asked for and could not be had.",
            Type.COUNTER),
    REFUSED_SUBSCRIPTIONS(
            "quotewire_feed_subscriptions_refused_total", "Subscriptions that the venue refused.", Type.COUNTER),
    UNANSWERED(
            "quotewire_feed_subscriptions_unanswered_total",
            "Subscriptions that the venue left unanswered.",
            Type.COUNTER),
    LIST_FAILURES(
            "quotewire_feed_list_failures_total",
            "Attempts to fetch the list of instruments that failed.",
            Type.COUNTER),
    FRAME_GAPS("quotewire_feed_frame_gaps_total", "Holes in the numbers of a connection's frames.", Type.COUNTER),
    BOOKS_LOST(
            "quotewire_feed_books_lost_total", "Books whose thread was lost and had to be found anew.", Type.COUNTER),
    BOOKS_OLD("quotewire_feed_books_old_total", "Messages about books that told what was told before.", Type.COUNTER),
    BOOKS_STATELESS(
            "quotewire_feed_books_stateless_total",
            "Messages about books dropped because there was no state for them.",
            Type.COUNTER),
    BOOK_STATES_ASKED("quotewire_feed_book_states_asked_total", "States of books asked for.", Type.COUNTER),
    BOOK_STATES_OLD(
            "quotewire_feed_book_states_old_total",
            "States of books that came and were older than the stream.",
            Type.COUNTER),
    BOOK_STATE_FAILURES(
            "quotewire_feed_book_state_failures_total",
            "States of books that were asked for and did not come, or were of no use.",
            Type.COUNTER),
    BOOK_AUDITS(
            "quotewire_feed_book_audits_total", "Pictures of books asked for, to be held against ours.", Type.COUNTER),
    BOOK_AUDITS_MISSED(
            "quotewire_feed_book_audits_missed_total",
            "Audits that came to nothing, as picture and stream did not meet.",
            Type.COUNTER),
    REFUSED_BOOKS("quotewire_feed_books_refused_total", "News of books that a full shard refused.", Type.COUNTER),
    COMMANDS("quotewire_feed_commands_total", "What shards asked of the feed and it did.", Type.COUNTER),
    RESUBSCRIPTIONS(
            "quotewire_feed_resubscriptions_total",
            "Channels subscribed to anew because they were silent.",
            Type.COUNTER),
    CONNECTIONS("quotewire_feed_connections", "Connections that are open.", Type.GAUGE),
    LISTINGS("quotewire_feed_listings", "Listings that are followed.", Type.GAUGE),
    LAST_RECEIVED(
            "quotewire_feed_last_received_seconds", "When the last byte came, in seconds since 1970.", Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    FeedMetric(String id, String help, Type type) {
        this.id = id;
        this.help = help;
        this.type = type;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public Type type() {
        return type;
    }
}
