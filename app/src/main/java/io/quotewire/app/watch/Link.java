package io.quotewire.app.watch;

/** The connection to the gateway. */
sealed interface Link {
    /** There was none yet. */
    record Opening() implements Link {}

    /**
     * It is there.
     *
     * @param simulated the gateway says that its data is a simulation or a replay
     */
    record Up(boolean simulated) implements Link {}

    /** It ended and will be made again, by the gateway's clock as we know it. */
    record Down(String reason, long retryUs) implements Link {}

    /** It cannot be made, or not again. */
    record Gone(String reason) implements Link {}
}
