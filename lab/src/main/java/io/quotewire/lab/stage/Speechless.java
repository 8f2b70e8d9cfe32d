package io.quotewire.lab.stage;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The manners of somebody who answers over REST and streams nothing. */
public record Speechless(String name) implements Stage {
    private static final KeepAlive NONE = new KeepAlive(
            Duration.ZERO, Duration.ofMinutes(1), KeepAlive.Heard.EITHER, 1008, "nothing is streamed here");

    @Override
    public Profile profile() {
        return new Profile(name, "", Set.of(), Set.of(), new Profile.Lists("", "", ""), NONE);
    }

    @Override
    public @Nullable List<StreamKey> open(String uri) {
        return null;
    }

    @Override
    public Reaction react(Caller caller, String message) {
        return new Reaction(List.of(), List.of(), List.of());
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        return null;
    }

    @Override
    public @Nullable String list(String uri) {
        return null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return null;
    }
}
