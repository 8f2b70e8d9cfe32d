package io.quotewire.engine.count;

import io.quotewire.model.Metric;

/** What the engine counts. */
public enum EngineMetric implements Metric {
    EVENTS("quotewire_engine_events_total", "Market events applied, by kind.", Type.COUNTER),
    UPDATES("quotewire_engine_updates_total", "Numbered updates published, by kind.", Type.COUNTER),
    VIEWS("quotewire_engine_views_total", "Open candles shown, which take no number.", Type.COUNTER),
    HELD_BACK("quotewire_engine_held_back_total", "Crossed or locked quotes that were held back.", Type.COUNTER),
    BOOK_CHECKS(
            "quotewire_engine_book_checks_total",
            "How often something could be said of a book's truth: by what follows, a checksum or an audit.",
            Type.COUNTER),
    BOOK_FAILURES("quotewire_engine_book_failures_total", "Such checks that failed, by kind.", Type.COUNTER),
    BOOK_RESYNCS("quotewire_engine_book_resyncs_total", "How often a book's state had to be found anew.", Type.COUNTER),
    BOOK_SCORE(
            "quotewire_engine_book_score",
            "The part of a book's checks that held, by venue and instrument; none where nothing was checked.",
            Type.GAUGE),
    BOOKS_HELD_BACK(
            "quotewire_engine_books_held_back_total",
            "Messages after which a book was crossed or locked and was held back.",
            Type.COUNTER),
    BOOK_LEVELS("quotewire_engine_book_levels", "Levels known of all books that are followed.", Type.GAUGE),
    IGNORED(
            "quotewire_engine_ignored_total",
            "Events that were of no use, by kind: of another life of a book, late trades of a closed topic, those whose candles ended too long ago, rates that are none or old, remembered values of topics that have spoken.",
            Type.COUNTER),
    COMMANDS("quotewire_engine_commands_total", "What was asked of the feeds, by kind.", Type.COUNTER),
    REGRESSED(
            "quotewire_engine_regressed_total",
            "Events ignored because the venue's sequence or time went back, by kind.",
            Type.COUNTER),
    REPEATED(
            "quotewire_engine_repeated_total",
            "Events not published because they said again what was said, at the same time, by kind.",
            Type.COUNTER),
    NOT_POSITIVE(
            "quotewire_engine_not_positive_total",
            "Values ignored because a price or traded size was not above zero, or another size below it.",
            Type.COUNTER),
    SUSPECTS(
            "quotewire_engine_suspects_total",
            "Events whose price was too far off and was held until confirmed, by kind.",
            Type.COUNTER),
    OUTLIERS("quotewire_engine_outliers_total", "Such events that nobody confirmed, by kind.", Type.COUNTER),
    VERDICTS(
            "quotewire_engine_verdicts_total",
            "Verdicts that made values stale, by kind: silent (a channel), mute (a venue), late (a listing).",
            Type.COUNTER),
    SWITCHES("quotewire_engine_best_switches_total", "How often a best topic changed its venue.", Type.COUNTER),
    UNLISTED(
            "quotewire_engine_unlisted_total",
            "Events refused because the shard knows as many listings as it may.",
            Type.COUNTER),
    DROPPED("quotewire_engine_dropped_total", "Events refused because the shard's mailbox was full.", Type.COUNTER),
    MAILBOX("quotewire_engine_mailbox_events", "Events that wait in the shard's mailbox.", Type.GAUGE),
    LISTINGS("quotewire_engine_listings", "Listings that the shard knows.", Type.GAUGE),
    CONVERSIONS("quotewire_engine_conversions", "Instruments whose price is made of others.", Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    EngineMetric(String id, String help, Type type) {
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
