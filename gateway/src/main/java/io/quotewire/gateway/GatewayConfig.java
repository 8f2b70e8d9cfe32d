package io.quotewire.gateway;

import io.quotewire.gateway.dialect.DialectConfig;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.session.SessionConfig;
import io.quotewire.model.Check;

/**
 * Everything that can be set of the gateway.
 *
 * @param lanes event loops that serve clients; 1 to 256
 * @param http the port and its limits
 * @param fanout the way from an update to the sockets
 * @param session how a WebSocket connection is treated
 * @param dialects how clients of other services are served
 */
public record GatewayConfig(
        int lanes, HttpConfig http, FanoutConfig fanout, SessionConfig session, DialectConfig dialects) {
    public GatewayConfig {
        Check.range("lanes", lanes, 1, 256);
    }

    /** With the dialects as they are by default. */
    public GatewayConfig(int lanes, HttpConfig http, FanoutConfig fanout, SessionConfig session) {
        this(lanes, http, fanout, session, DialectConfig.DEFAULT);
    }

    /** What suits a machine with so many processors: one of them is left to the shards. */
    public static GatewayConfig of(int processors) {
        return new GatewayConfig(
                Math.clamp(processors - 1, 1, 256), HttpConfig.DEFAULT, FanoutConfig.DEFAULT, SessionConfig.DEFAULT);
    }

    /** The same with another port. */
    public GatewayConfig withHttp(HttpConfig other) {
        return new GatewayConfig(lanes, other, fanout, session, dialects);
    }
}
