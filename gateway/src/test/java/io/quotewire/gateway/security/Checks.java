package io.quotewire.gateway.security;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All checks, by number. */
final class Checks {
    static final List<Check> ALL = Stream.of(
                    OriginChecks.ALL,
                    TokenChecks.ALL,
                    RefreshChecks.ALL,
                    GuessingChecks.ALL,
                    PasswordChecks.ALL,
                    OwnerChecks.ALL,
                    FrameChecks.ALL,
                    FloodChecks.ALL,
                    RequestChecks.ALL,
                    BodyChecks.ALL,
                    ExposureChecks.ALL,
                    DoorChecks.ALL)
            .flatMap(List::stream)
            .sorted((one, other) -> Integer.compare(one.number(), other.number()))
            .toList();

    private Checks() {}

    /** Runs the one of that name. */
    static void run(String name, Path folder) throws Exception {
        for (Check check : ALL) {
            if (check.toString().equals(name)) {
                check.run(folder);
                return;
            }
        }
        throw new IllegalArgumentException("there is no check " + name);
    }
}
