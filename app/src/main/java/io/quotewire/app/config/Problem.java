package io.quotewire.app.config;

/** One thing that is wrong with the configuration, and where. */
public record Problem(Origin origin, String text) {
    /** {@code quotewire.yaml:3:9: engine.shards must be 1 to 64, was 99}. */
    @Override
    public String toString() {
        return origin + ": " + text;
    }
}
