package io.quotewire.gateway.http;

import java.util.function.BooleanSupplier;

/**
 * What all connections share; each part is immutable or made for any thread.
 *
 * @param draining whether the gateway is stopping
 */
record Serving(
        HttpLimits limits,
        Router router,
        Doorkeeper door,
        AnswerWriter writer,
        HttpCounters counters,
        Responder responder,
        Sampler sampler,
        BooleanSupplier draining) {}
