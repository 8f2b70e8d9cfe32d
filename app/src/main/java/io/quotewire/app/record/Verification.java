package io.quotewire.app.record;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.lab.tape.Damage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plays a recording twice in this process and tells whether every update was the same. */
public final class Verification {
    private static final int MOST_TOLD = 20;

    private final PrintStream out;
    private final PrintStream err;
    private int damages;

    public Verification(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** {@link ExitCode#FAILED} where something was another. */
    public ExitCode of(List<Path> files, AppConfig config) throws Failure {
        for (Path file : files) {
            if (!file.toString().endsWith(".qwr") && !file.toString().endsWith(".qwr.part")) {
                throw new Failure(
                        ExitCode.USAGE, "--verify takes what quotewire record has written, files *.qwr; was " + file);
            }
        }
        try {
            HashedReplay.Result first = HashedReplay.of(files, config, this::tell);
            HashedReplay.Result second = HashedReplay.of(files, config, _ -> {});
            print(first, first.equals(second));
            return first.equals(second) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, String.valueOf(e.getMessage()));
        }
    }

    private void print(HashedReplay.Result result, boolean same) {
        out.println("records    " + result.records());
        out.println("lost       " + result.lost());
        out.println("damaged    " + damages);
        out.println("frames     " + result.frames());
        out.println("malformed  " + result.malformed());
        out.println("events     " + result.events());
        out.println("updates    " + result.updates());
        out.println("hash       " + result.hash());
        out.println("state      " + result.state());
        for (Map.Entry<String, String> topic : result.topics().entrySet()) {
            out.println("topic      " + topic.getKey() + " " + topic.getValue());
        }
        err.println(same ? "two replays, the same updates" : "two replays, and not the same updates: this is a bug");
    }

    private void tell(Damage damage) {
        damages++;
        if (damages <= MOST_TOLD) {
            err.println("damaged, and left out: " + damage);
        }
    }
}
