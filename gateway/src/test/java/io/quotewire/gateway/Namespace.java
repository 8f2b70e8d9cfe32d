package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Another machine, as far as the network goes: a namespace of the kernel, behind a cable that can be pulled, narrowed or
 * made to lose what passes. Only the superuser can make one.
 *
 * <p><b>Threads:</b> one.
 */
final class Namespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A network for tests of devices (RFC 2544): nobody's outside. */
    private static final String NETWORK = "198.18.";

    private final String name;
    private final String near;
    private final String far;
    private final String network;

    private Namespace() {
        int number = COUNT.incrementAndGet();
        long pid = ProcessHandle.current().pid();
        name = "qw" + pid + "n" + number;
        near = "qa" + pid % 1_000_000 + "n" + number;
        far = "qb" + pid % 1_000_000 + "n" + number;
        network = NETWORK + (pid * 7 + number) % 250 + ".";
    }

    /**
     * Makes one, with all of {@code tools} on the path.
     *
     * @throws org.opentest4j.TestAbortedException with one line if that cannot be; where all must run, that is a failure
     */
    static Namespace create(String what, String... tools) throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> missing =
                Arrays.stream(tools).filter(tool -> !isOnPath(tool)).toList();
        boolean possible = root && isOnPath("ip") && missing.isEmpty();
        String why =
                what + " is not tested: it takes root and the tool ip" + (missing.isEmpty() ? "" : " and " + missing);
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(possible).as(why).isTrue();
        }
        if (!possible) {
            System.out.println("skipped: " + why);
        }
        assumeTrue(possible, why);
        Namespace made = new Namespace();
        Runtime.getRuntime().addShutdownHook(new Thread(made::vanish)); // Also when the tests are broken off.
        made.lay();
        return made;
    }

    private void lay() throws IOException {
        run("ip", "netns", "add", name);
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
        run("ip", "address", "add", address() + "/24", "dev", near);
        run("ip", "link", "set", near, "up");
        inside("ip", "address", "add", network + "2/24", "dev", far);
        inside("ip", "link", "set", far, "up");
    }

    /** Where this machine is found from there. */
    String address() {
        return network + "1";
    }

    /** Nobody is told: packets in both directions are just gone. */
    void pullCable() throws IOException {
        inside("ip", "link", "set", far, "down");
    }

    /** What goes there passes at {@code rate}, as in {@code 64kbit}, with nearly no room to wait. */
    void narrow(String rate) throws IOException {
        run("tc", "qdisc", "add", "dev", near, "root", "tbf", "rate", rate, "burst", "4kb", "limit", "16kb");
    }

    /** So much of what goes there, from 0 to 1, is lost. */
    void lose(String share) throws IOException {
        inside("iptables", "-A", "INPUT", "-m", "statistic", "--mode", "random", "--probability", share, "-j", "DROP");
    }

    /** Starts a program there, which {@link #close} does not end. */
    ProcessBuilder program(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    @Override
    public void close() throws IOException {
        start("ip", "link", "delete", near);
        start("ip", "netns", "delete", name);
    }

    private void vanish() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("namespace " + name + " may be left behind: " + e);
        }
    }

    private void inside(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        String said = start(command);
        if (said != null) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** What a command said when it failed, null where it did not. */
    private static @Nullable String start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
        return code == 0 ? null : said;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
