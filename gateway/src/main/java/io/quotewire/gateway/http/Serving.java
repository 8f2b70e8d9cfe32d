package io.quotewire.gateway.http;

import io.quotewire.gateway.proxy.TrustedProxies;
import java.util.function.BooleanSupplier;

/**
 * What all connections to an address share; each part is immutable or made for any thread.
 *
 * @param proxies that tell for whom they speak
 * @param connections that are open
 * @param draining whether the gateway is stopping
 */
record Serving(
        HttpLimits limits,
        TrustedProxies proxies,
        Connections connections,
        Router router,
        Doorkeeper door,
        AnswerWriter writer,
        HttpCounters counters,
        Responder responder,
        Sampler sampler,
        BooleanSupplier draining) {}
