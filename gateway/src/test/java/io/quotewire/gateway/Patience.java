package io.quotewire.gateway;

import io.quotewire.gateway.session.SessionConfig;
import java.time.Duration;

/** How long a gateway bears with its clients; everything else is as shipped. */
final class Patience {
    private Patience() {}

    static SessionConfig of(Duration unfinishedWithin, Duration pingEvery, Duration pongWithin) {
        SessionConfig base = SessionConfig.DEFAULT;
        return new SessionConfig(
                base.node(),
                base.messageBytes(),
                base.fragments(),
                unfinishedWithin,
                base.commandsPerS(),
                base.topics(),
                base.authWithin(),
                base.heartbeat(),
                pingEvery,
                pongWithin,
                base.perLane(),
                base.linger(),
                base.compression());
    }
}
