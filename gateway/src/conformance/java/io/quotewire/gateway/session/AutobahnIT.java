package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.HttpServer;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.http.Transport;
import io.quotewire.gateway.wire.JsonTree;
import io.quotewire.model.MicroClock;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.json.simple.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.python.util.PythonInterpreter;

/**
 * The Autobahn suite against the handshake, the decoder and the rules of a session; see {@code docs/conformance.md}. Its
 * pages are left in {@code target/autobahntestsuite-reports}.
 */
class AutobahnIT {
    /** All of sections 1 to 7, 9 and 10. */
    private static final int CASES = 301;

    private static final Path INDEX = Path.of("target/autobahntestsuite-reports/index.json");
    private static final String AGENT = "quotewire";

    private final Transport transport = Transport.best();
    private final EventLoopGroup lanes = transport.loops(1, "lane");
    private final HttpServer server = new HttpServer(
            HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))),
            transport,
            lanes,
            new HttpServer.Parts(List.of(), Echo.sockets(), () -> false, MicroClock.system()));

    /** What the suite says of one case: of what was received, and of how the connection ended. */
    private record Verdict(String id, String behavior, String closing) {
        boolean isWell() {
            return Stream.of(behavior, closing).allMatch(each -> each.equals("OK") || each.equals("INFORMATIONAL"));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        lanes.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void suite_whole_isPassedStrictly() throws Exception {
        server.start();
        Files.deleteIfExists(INDEX);
        run("ws://127.0.0.1:" + server.addresses().getFirst().getPort() + "/v1/ws");

        List<Verdict> verdicts = verdicts();
        Map<String, Long> behaviors = verdicts.stream()
                .collect(Collectors.groupingBy(Verdict::behavior, TreeMap::new, Collectors.counting()));
        List<Verdict> unwell =
                verdicts.stream().filter(verdict -> !verdict.isWell()).toList();
        System.out.println("autobahn: " + verdicts.size() + " cases " + behaviors + ", not well " + unwell.size());

        assertThat(unwell).isEmpty();
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.id().startsWith("6.4."))
                .hasSize(4)
                .allMatch(verdict -> verdict.behavior().equals("OK"));
        assertThat(verdicts).hasSize(CASES);
    }

    /** With a loader of its own: on ours, its Python would take our package {@code io} for its module {@code io}. */
    private static void run(String url) throws Exception {
        URL[] parts = Stream.of(AutobahnTestSuite.class, PythonInterpreter.class, JSONObject.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader alone = new URLClassLoader(parts, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(alone);
            alone.loadClass(AutobahnTestSuite.class.getName())
                    .getMethod("runFuzzingClient", String.class, String.class, Map.class, List.class, List.class)
                    .invoke(null, AGENT, url, Map.of("version", 18), List.of("*"), List.of());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<Verdict> verdicts() throws Exception {
        Map<?, ?> cases = (Map<?, ?>)
                Objects.requireNonNull(JsonTree.read(Files.readString(INDEX)).get(AGENT));
        return cases.entrySet().stream()
                .map(entry -> verdict(entry.getKey(), (Map<?, ?>) entry.getValue()))
                .toList();
    }

    private static Verdict verdict(Object id, Map<?, ?> said) {
        return new Verdict(
                String.valueOf(id), String.valueOf(said.get("behavior")), String.valueOf(said.get("behaviorClose")));
    }
}
