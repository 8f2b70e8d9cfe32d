package io.quotewire.app.config;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.session.SessionConfig;

/** How clients are served: each record is its package's own, and their keys are one group. */
public record GatewaySettings(
        @Inline FanoutConfig fanout, @Inline SessionConfig session) {
    public static final GatewaySettings DEFAULT = new GatewaySettings(FanoutConfig.DEFAULT, SessionConfig.DEFAULT);
}
