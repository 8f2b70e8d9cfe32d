package io.quotewire.app.command;

import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs commands in the test's own process and keeps what they print. */
final class TestShell implements Signals {
    private static final long DEADLINE_S = 60;

    private final Captured out = new Captured();
    private final Captured err = new Captured();
    private final AtomicReference<Consumer<Signal>> handler = new AtomicReference<>();
    private final CountDownLatch handled = new CountDownLatch(1);
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Path directory;

    TestShell(Path directory) {
        this.directory = directory;
    }

    int run(Map<String, String> variables, String... arguments) {
        return run(InputStream.nullInputStream(), variables, arguments);
    }

    /** The same, typing {@code lines}. */
    int typing(String lines, String... arguments) {
        return run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), Map.of(), arguments);
    }

    private int run(InputStream in, Map<String, String> variables, String... arguments) {
        return new Cli(new Shell(out.print(), err.print(), in, variables, directory, this)).run(arguments);
    }

    int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs a command that goes on until it is told to end. Tests ask nobody out there: a gateway of live venues asks for no rates. */
    void start(String... arguments) {
        Map<String, String> variables =
                arguments[0].equals("serve") ? Map.of("QUOTEWIRE_FX_ENABLED", "false") : Map.of();
        Thread.ofPlatform().daemon().name("command").start(() -> {
            try {
                ended.complete(run(variables, arguments));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
    }

    /** A gateway with {@code okx}, whose address is returned when it is ready. */
    String serve(Simulator okx) throws InterruptedException {
        start(
                "serve",
                "--port",
                "0",
                "--venues",
                "okx",
                "--instruments",
                "BTC-USDT",
                "--venue-url",
                "okx=" + okx.wsUrl("okx"),
                "--venue-url",
                "okx=" + okx.restUrl("okx"));
        return urlAfter("ready");
    }

    /** The exit code of the command that was started. */
    int exitCode() throws InterruptedException, ExecutionException {
        try {
            return ended.get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the command does not end; it said: " + err.text(), e);
        }
    }

    Captured out() {
        return out;
    }

    Captured err() {
        return err;
    }

    /** The address behind the first line that begins with {@code word}. */
    String urlAfter(String word) throws InterruptedException {
        return err.await(line -> line.startsWith(word + " http")).substring(word.length() + 1);
    }

    @Override
    public void handle(Consumer<Signal> first) {
        handler.set(first);
        handled.countDown();
    }

    @Override
    public void reload(Runnable action) {
        // Told by signals of the process itself only: ReloadIT.
    }

    /** As if somebody had sent the signal to the process; waits for a command that takes it. */
    void send(Signal signal) throws InterruptedException {
        if (!handled.await(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("no command takes signals; it said: " + err.text());
        }
        handler.get().accept(signal);
    }
}
