package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.Hint;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that starts a simulator. */
final class SimulationOptions {
    private static final long DEFAULT_SEED = 42;

    @Option(names = "--seed", paramLabel = "N", description = "The same number, the same markets. Default 42.")
    private @Nullable String seed;

    @Option(
            names = "--venues",
            paramLabel = "A,B",
            description = "Exchanges to simulate, the preferred one first. Default: all.")
    private @Nullable String venues;

    Simulator start() throws Failure {
        SimulatorConfig config = SimulatorConfig.of(seed());
        config = config.withVenues(
                config.venues().stream().filter(SimulationOptions::hasFeed).toList());
        if (venues != null) {
            config = config.withVenues(names(venues, config.venues()));
        }
        try {
            return Simulator.start(config);
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, "cannot simulate: " + e.getMessage());
        }
    }

    long seed() throws Failure {
        try {
            return seed == null ? DEFAULT_SEED : Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "--seed must be a whole number of 64 bits, was " + seed);
        }
    }

    /** Whether a gateway of this build can read what the venue says. */
    private static boolean hasFeed(String venue) {
        return AppConfig.DEFAULT.venues().byName().containsKey(venue);
    }

    private static List<String> names(String text, List<String> known) throws Failure {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            if (!known.contains(name)) {
                String what = hasFeed(name) ? "there is no simulation of " : "unknown venue ";
                String near = Hint.of(name, known);
                String hint = near.isEmpty() ? "; there are " + String.join(", ", known) : near;
                throw new Failure(ExitCode.USAGE, "--venues: " + what + name + hint);
            }
            if (names.contains(name)) {
                throw new Failure(ExitCode.USAGE, "--venues names " + name + " twice");
            }
            names.add(name);
        }
        return names;
    }
}
