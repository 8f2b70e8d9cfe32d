package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.AccountSeats;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.model.Directory;
import io.quotewire.model.MicroClock;

/** What all sessions of a process share. */
record House(
        SessionConfig config,
        Fanout fanout,
        Recovery recovery,
        Directory directory,
        NearTopics near,
        DemandLedger demands,
        SessionTally tally,
        Gatekeeper gate,
        AccountSeats seats,
        MicroClock clock) {}
