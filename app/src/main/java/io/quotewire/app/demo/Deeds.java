package io.quotewire.app.demo;

import io.quotewire.lab.simulate.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** Says in plain words what a fault has just done, and what there is to see. */
final class Deeds {
    private Deeds() {}

    /** @param inForce the faults that hold now */
    static String of(Fault fault, List<Fault> inForce) {
        String venue = fault.venue();
        String what = fault.instrument() == null ? venue : venue + " " + fault.instrument();
        return switch (fault.verb()) {
            case KILL ->
                venue + " is gone: its connections are closed and new ones refused. best moves to another venue.";
            case REFUSE -> venue + " takes no new connections; those that stand go on. Reset it to see the difference.";
            case RESET -> "every connection of " + venue + " was reset; it takes new ones at once.";
            case MUTE, MUTE_ONE -> what + " keeps its connections and says nothing. Within 5 s it shows as stale.";
            case GARBAGE -> what + " sends broken messages only. They are counted and refused.";
            case DUPLICATE -> what + " sends each message twice. Clients see it once.";
            case REORDER -> what + " sends messages in the wrong order. Nothing goes back in time.";
            case STALE -> what + " sends messages that are 60 s old. They show as stale.";
            case SLOW -> what + " is 8 s late with each message. It shows as stale.";
            case SHUTDOWN_NOTICE -> venue + " says that it will close its connections, and does so in 3 s.";
            case RATE_LIMIT ->
                venue + " closed its connections and answers 429. It is left alone for as long as it says.";
            case GAP ->
                what + " loses one trade and one change of the book. The book is fetched anew, the trade asked for.";
            case RESET_SEQUENCE -> what + " counts its books' updates anew. They go on without a false alarm.";
            case CROSSED -> what + " says that bids are above asks. Such values are counted and held back.";
            case BAD_CHECKSUM -> what + " sends books that do not add up, if it sends sums. They are not served.";
            case ZERO -> what + " says that prices are zero. They are counted and refused.";
            case OUTLIER -> what + " sends one quote, one trade and one ticker at ten times the price. None is shown.";
            case FROZEN -> what + " repeats its last values. Where others move, it shows as stale.";
            case OLD_SNAPSHOT -> what + " has old books over REST. No book is built on one.";
            case SLOW_SNAPSHOT -> venue + " takes 20 s for a book over REST. Until then its new books wait.";
            case NO_ACK -> venue + " neither answers nor heeds requests to subscribe.";
            case REFUSE_ONE -> what + " can no longer be subscribed to. Reset the venue to see it refused.";
            case HALT -> what + " is listed and does not trade.";
            case DELIST -> what + " is no longer listed and says nothing.";
            case FLAP -> venue + " is gone for 5 s, there for 5 s, and so on. best does not follow each turn.";
            case CLOSE_24H -> venue + " closes connections after 24 s, as others do after 24 h.";
            case HEAL -> healed(what, fault, inForce);
        };
    }

    /** One symbol may be healed while its whole venue still suffers. */
    private static String healed(String what, Fault heal, List<Fault> inForce) {
        String left = inForce.stream()
                .filter(fault -> fault.venue().equals(heal.venue()) && fault.instrument() == null)
                .map(fault -> fault.verb().text())
                .collect(Collectors.joining(", "));
        return left.isEmpty()
                ? what + " is well again. best goes back to it after 30 s of health."
                : what + " has no fault of its own, but all of " + heal.venue() + " still has: " + left + ".";
    }
}
