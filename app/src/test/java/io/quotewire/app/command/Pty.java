package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.app.watch.Emulator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Runs the real program in a process and a terminal of its own: {@code script} makes the one, {@link Emulator} is the other. */
final class Pty implements AutoCloseable {
    private static final long DEADLINE_S = 60;

    private final Path folder;
    private final Process script;
    private final Emulator screen;
    private boolean failed;

    private Pty(Path folder, Process script, Emulator screen) {
        this.folder = folder;
        this.script = script;
        this.screen = screen;
    }

    /** Runs {@code quotewire} with these arguments on a terminal of 100 columns and 12 rows. */
    static Pty start(Path folder, String arguments) throws IOException {
        assumeTool("script");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String program =
                "exec '%s' --enable-native-access=ALL-UNNAMED io.quotewire.app.Main %s".formatted(java, arguments);
        Path inner = Files.writeString(folder.resolve("inner.sh"), "echo $$ > pid\n" + program + "\n");
        Path outer = Files.writeString(folder.resolve("outer.sh"), """
                stty cols 100 rows 12
                tty > tty
                stty -g > before
                sh %s
                code=$?
                stty -g > after
                exit $code
                """.formatted(inner));
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", "sh " + outer, "/dev/null");
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("NO_COLOR", "FORCE_COLOR"));
        builder.environment()
                .putAll(Map.of(
                        "TERM", "xterm", "SHELL", "/bin/sh", "CLASSPATH", System.getProperty("java.class.path")));
        Pty pty = new Pty(folder, builder.start(), new Emulator(100, 12));
        Thread.ofPlatform().daemon().name("pty").start(pty::follow);
        return pty;
    }

    /** Waits until the screen shows what is wanted. */
    synchronized void await(Predicate<Emulator> wanted) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!wanted.test(screen)) {
            long leftNs = endNs - System.nanoTime();
            if (leftNs <= 0 || failed) {
                throw new AssertionError("it did not come; the screen shows:\n" + screen.text());
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
        }
    }

    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /** As if somebody pulled at the window. */
    void resize(int columns, int rows) throws IOException, InterruptedException {
        synchronized (this) {
            screen.resize(columns, rows);
        }
        String terminal = Files.readString(folder.resolve("tty")).strip();
        Process stty = new ProcessBuilder("stty", "-F", terminal, "cols", "" + columns, "rows", "" + rows).start();
        assertThat(stty.waitFor()).isZero();
    }

    /** SIGTERM, to the program alone. */
    void terminate() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
    }

    /** The exit code, once the program has ended and the terminal is as it was. */
    int exitCode() throws IOException, InterruptedException {
        assertThat(script.waitFor(DEADLINE_S, TimeUnit.SECONDS)).as("it ends").isTrue();
        await(Emulator::isRestored);
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
        return script.exitValue();
    }

    synchronized String text() {
        return screen.text();
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }

    private void follow() {
        char[] buffer = new char[4_096];
        try (Reader reader = new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                synchronized (this) {
                    screen.accept(new String(buffer, 0, count));
                    notifyAll();
                }
            }
        } catch (IOException | AssertionError e) {
            synchronized (this) {
                failed = true;
                notifyAll();
            }
            throw new IllegalStateException("following the terminal", e);
        }
    }

    private static void assumeTool(String tool) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
        String why = tool + " is not on the PATH: nothing is run on a terminal";
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(there).as(why).isTrue();
        }
        assumeTrue(there, why);
    }
}
