package io.quotewire.gateway.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A slow route that answers when it is told to. */
final class Waiting {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Route route() {
        return new Route("/waiting", null, true, request -> {
            entered.countDown();
            await(released);
            return Response.text("text/plain", "waited");
        });
    }

    /** Returns once the route is asked. */
    void entered() {
        await(entered);
    }

    void release() {
        released.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing for ten seconds");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
