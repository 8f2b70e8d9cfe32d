package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.store.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say what somebody may see; what is left out is as before, and everything for who is new. */
final class ScopeOptions {
    @Option(
            names = "--topics",
            paramLabel = "A,B",
            split = ",",
            description = "Topics that may be seen: *, or such as ticker:*:BTC-* and book:okx:*.")
    private @Nullable List<String> topics;

    @Option(names = "--rates-ms", paramLabel = "N,M", split = ",", description = "Rates that may be asked for.")
    private @Nullable List<Integer> ratesMs;

    @Option(names = "--connections", paramLabel = "N", description = "Most connections at once.")
    private @Nullable Integer connections;

    @Option(names = "--topics-each", paramLabel = "N", description = "Most topics of one connection.")
    private @Nullable Integer topicsEach;

    @Option(names = "--depth", paramLabel = "N", description = "Deepest book, in levels a side.")
    private @Nullable Integer depth;

    /**
     * As {@link #over}, where something is to change.
     *
     * @throws Failure if that is nothing
     */
    Scope change(Scope before) throws Failure {
        if (topics == null && ratesMs == null && connections == null && topicsEach == null && depth == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "say what to change: --topics, --rates-ms, --connections, --topics-each or --depth");
        }
        return over(before);
    }

    /** @throws IllegalArgumentException naming what cannot be */
    Scope over(Scope before) {
        return new Scope(
                topics == null ? before.topics() : topics,
                ratesMs == null ? before.ratesMs() : ratesMs,
                connections == null ? before.connections() : connections,
                topicsEach == null ? before.topicsPerConnection() : topicsEach,
                depth == null ? before.depth() : depth);
    }
}
