package io.quotewire.app.node;

/** Who can tell whether a venue that is connected still sends anything; the feed alone cannot. Any thread. */
@FunctionalInterface
interface Silence {
    /** Since when nothing has come though something should have, in microseconds; 0 where that is not so. */
    long muteSinceUs(String venue);
}
