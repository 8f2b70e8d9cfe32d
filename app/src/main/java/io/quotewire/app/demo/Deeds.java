package io.quotewire.app.demo;

import io.quotewire.lab.simulate.Fault;

/** Says in plain words what a fault has just done, and what there is to see. */
final class Deeds {
    private Deeds() {}

    static String of(Fault fault) {
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
            case HEAL -> what + " is well again. best goes back to it after 30 s of health.";
        };
    }
}
