package io.quotewire.model;

/**
 * What a shard asks of a feed, because only the shard sees what the other venues say and whether a book adds up.
 *
 * <p>A command may come late or twice: a feed that has already done what is asked does nothing.
 */
public sealed interface FeedCommand {
    /** For people: why it is asked. */
    String why();

    /** Whose feed it is for. */
    String venue();

    /**
     * One book is not true any more: find its state anew, and no other's.
     *
     * @param generation of the book that was found wrong; one that is older than the feed's own says nothing new
     */
    record Resync(Listing listing, long generation, String why) implements FeedCommand {
        @Override
        public String venue() {
            return listing.venue();
        }
    }

    /**
     * So much of one book has been used up that it no longer reaches as far as is served: answer with a {@link
     * MarketEvent.BookAudit}, whose picture may reach further. The book stays as it is meanwhile.
     *
     * @param generation of the book that is short; one that is older than the feed's own says nothing new
     */
    record Audit(Listing listing, long generation, String why) implements FeedCommand {
        @Override
        public String venue() {
            return listing.venue();
        }
    }

    /**
     * Trades of these candles were not seen: answer with {@link MarketEvent.Candles}, which has the venue's own.
     *
     * @param fromUs where the first of them begins; {@code toUs} where the last one ends
     */
    record Candles(Listing listing, Interval interval, long fromUs, long toUs, String why) implements FeedCommand {
        @Override
        public String venue() {
            return listing.venue();
        }
    }

    /** A channel is acknowledged and mute: end and begin this one subscription. */
    record Resubscribe(Listing listing, Channel channel, String why) implements FeedCommand {
        @Override
        public String venue() {
            return listing.venue();
        }
    }

    /** Nothing comes from the venue that should: ask each connection whether it lives, and end the ones that do not answer. */
    record Probe(String venue, String why) implements FeedCommand {}

    /** Asking was of no use: make the connection that holds the listing anew. */
    record Reconnect(Listing listing, String why) implements FeedCommand {
        @Override
        public String venue() {
            return listing.venue();
        }
    }
}
