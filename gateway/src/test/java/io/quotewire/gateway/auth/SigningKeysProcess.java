package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Another process that opens a file of signing keys when it is told to, and says which one signs. */
final class SigningKeysProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private SigningKeysProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns when it waits for {@link #go}. */
    static SigningKeysProcess start(Path file) throws IOException {
        SigningKeysProcess started = new SigningKeysProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SigningKeysProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.newest();
        return started;
    }

    void go() throws IOException {
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("go\n");
        }
    }

    /** What it says next: at last the name of the key that signs. */
    String newest() throws IOException {
        return Objects.requireNonNull(out.readLine(), "it has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String... arguments) throws IOException {
        System.out.println("here");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        MicroClock clock = MicroClock.system();
        System.out.println(
                SigningKeys.open(Path.of(arguments[0]), clock.nowUs()).newest().id());
    }
}
