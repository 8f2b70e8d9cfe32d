package io.quotewire.app.books;

import java.util.Arrays;
import java.util.List;

/** What is counted or found, under each name that {@code INDEX.md} and {@code golden.json} have for it. */
enum Figure {
    MESSAGES("messages"),
    /** Books that were told of. */
    SYMBOLS("symbols"),
    /** Messages of the stream that are a state. */
    SNAPSHOTS("snapshots snapshot"),
    /** Messages of the stream that are a change. */
    UPDATES("updates events deltas l2update change"),
    /** Levels in them. */
    CHANGES("changes"),
    /** Changes of a book whose state is not known. */
    NO_SNAPSHOT("no_snapshot"),
    /** Number of the state that came over REST. */
    STATE_NUMBER("lastUpdateId"),
    LAST_NUMBER("last_u last_sequence_num"),
    FIRST_NUMBER("first_sequence_num"),
    /** Messages with a place on the connection. */
    FRAMES("frames"),
    /** Changes that follow on the message before. */
    CHAIN_OK("U==prev_u+1 u==prev+1 seq==prev+1 sequence_num==prev+1 sequenceStart==prevEnd+1"
            + " prev_change_id_chain_ok seq_chain_ok microtimestamp_increasing"),
    /** Those that do not, and first ones that do not reach the state. */
    CHAIN_BAD("chain_bad gap"),
    /** States that are numbered higher than the one before. */
    RISING("rising"),
    /** Changes that the state over REST already has. */
    DROPPED("dropped dropped_u<=lastUpdateId"),
    /** First changes that reach from the state onwards. */
    BRIDGES("first_bridges bridges_rest_snapshot"),
    APPLIED("applied"),
    CHECKSUM_OK("checksum_ok"),
    CHECKSUM_BAD("checksum_bad"),
    /** States and changes after which the book is crossed. Not asked where the checksum has already said no. */
    CROSSED("crossed"),
    /** Comparisons with another channel of the venue in which the best bid and offer are the same, sizes and all. */
    BEST_EQUAL("bbo_equals_bookTicker"),
    BEST_DIFFERS("bbo_differs"),
    FINAL_BID("final_bid"),
    FINAL_BID_SIZE("final_bid_qty"),
    FINAL_ASK("final_ask"),
    FINAL_ASK_SIZE("final_ask_qty"),
    FINAL_LEVELS("final_levels"),
    /** Books that the feed has given up, by itself or because the shard said so. */
    LOST("lost"),
    /** Times that clients were told so. */
    RESYNCS("resyncs"),
    /** Times that there was nothing to be told, as clients had not yet been given the book. */
    UNSERVED("unserved"),
    /** The venue's pictures of a book of which too little was left. */
    PICTURES("pictures"),
    /** States that came too late, changes that waited too long, and audits that came to nothing. */
    GIVEN_UP("given_up"),
    /** Books that in the end are not what a sorted map holds, as far as they say that they know. */
    UNLIKE("unlike");

    /** Zero in a sound recording, also where the index does not mention them. */
    static final List<Figure> TROUBLES = List.of(
            NO_SNAPSHOT, CHAIN_BAD, CHECKSUM_BAD, CROSSED, BEST_DIFFERS, LOST, RESYNCS, UNSERVED, GIVEN_UP, UNLIKE);

    private final String names;

    Figure(String names) {
        this.names = names;
    }

    /**
     * The figure that an index calls {@code name}.
     *
     * @throws IllegalArgumentException if none does: nothing that an index lists may be passed over
     */
    static Figure of(String name) {
        return Arrays.stream(values())
                .filter(figure -> List.of(figure.names.split(" ", -1)).contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a figure that nobody counts: " + name));
    }
}
