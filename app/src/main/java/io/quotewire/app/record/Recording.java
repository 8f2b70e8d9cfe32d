package io.quotewire.app.record;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Signals.Signal;
import io.quotewire.app.text.DurationText;
import io.quotewire.lab.tape.Recorder;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: how far it is, and when it is over. On a terminal a line is written over each second, elsewhere there is one
 * every ten seconds.
 *
 * <p><b>Threads:</b> one.
 */
final class Recording {
    private static final long LOOK_MS = 200;
    private static final long SECOND_NS = 1_000_000_000;
    private static final int EVERY = 10;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final Recorder recorder;
    private final Path out;
    private final long mostBytes;
    private final @Nullable Duration span;
    private final long beganNs = System.nanoTime();
    private final boolean terminal =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private long told = -1;
    private @Nullable Signal signal;

    /** @param span null for no end */
    Recording(PrintStream err, Recorder recorder, Path out, long mostBytes, @Nullable Duration span) {
        this.err = err;
        this.recorder = recorder;
        this.out = out;
        this.mostBytes = mostBytes;
        this.span = span;
    }

    /** Returns when it is to end. */
    void watch(CompletableFuture<Signal> end, CompletableFuture<Throwable> fault) throws InterruptedException {
        err.println("recording to " + out + "; Ctrl-C ends it");
        CompletableFuture<Object> any = CompletableFuture.anyOf(end, fault);
        while (!isOver() && !waited(any)) {
            tell(seconds());
        }
        if (terminal) {
            err.print(CLEAR);
        }
        if (fault.isDone()) {
            throw new IllegalStateException("a feed failed", fault.join());
        }
        signal = end.getNow(null);
    }

    private static boolean waited(CompletableFuture<?> any) throws InterruptedException {
        try {
            any.get(LOOK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end", e);
        }
    }

    private boolean isOver() {
        boolean late = span != null && System.nanoTime() - beganNs >= span.toNanos();
        return late || recorder.progress().bytes() >= mostBytes;
    }

    private long seconds() {
        return (System.nanoTime() - beganNs) / SECOND_NS;
    }

    private void tell(long second) {
        if (second == told) {
            return;
        }
        told = second;
        if (terminal) {
            err.print(CLEAR + line());
            err.flush();
        } else if (second % EVERY == 1) {
            err.println(line());
        }
    }

    private String line() {
        String trouble = recorder.trouble();
        return "%s  %s%s"
                .formatted(
                        DurationText.print(Duration.ofSeconds(seconds())),
                        figures(),
                        trouble == null ? "" : "  NOT WRITTEN: " + trouble);
    }

    private String figures() {
        Recorder.Progress progress = recorder.progress();
        return String.format(
                Locale.ROOT,
                "%,d records  %.1f MB  lost %,d",
                progress.records(),
                progress.bytes() / 1e6,
                progress.lost());
    }

    /** Says how it ended, when the recorder is closed. */
    ExitCode end() throws Failure {
        String trouble = recorder.trouble();
        if (trouble != null) {
            throw new Failure(
                    ExitCode.INPUT,
                    "the recording is not complete: " + trouble + "; " + figures() + "\nwhat there is of it is in "
                            + out + ".part, which quotewire replay reads");
        }
        err.println("recorded " + figures() + ": " + out);
        return signal == Signal.INT ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
}
