package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;

/** What comes to a lane through its mailbox: something for everybody who follows, or for one who goes on. */
sealed interface Parcel permits Publication, Continuation {
    Topic topic();

    Rate rate();
}
