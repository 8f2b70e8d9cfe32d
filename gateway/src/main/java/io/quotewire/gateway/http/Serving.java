package io.quotewire.gateway.http;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What all connections share; each part is immutable or made for any thread.
 *
 * @param draining whether the gateway is stopping
 * @param requestIds names for requests that ended in a problem
 * @param sampler of log lines about bugs that a client may provoke again and again
 */
record Serving(
        HttpLimits limits,
        Router router,
        Doorkeeper door,
        AnswerWriter writer,
        Sessions sessions,
        HttpCounters counters,
        BooleanSupplier draining,
        Supplier<String> requestIds,
        Sampler sampler) {}
