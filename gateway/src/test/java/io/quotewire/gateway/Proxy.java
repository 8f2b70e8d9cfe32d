package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An nginx before a gateway; as it is when nobody has thought of streams, it buffers what it passes on. */
final class Proxy implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid FOLDER/pid;
            error_log stderr error;
            events {}
            http {
              access_log off;
              client_body_temp_path FOLDER/body;
              proxy_temp_path FOLDER/proxy;
              fastcgi_temp_path FOLDER/fastcgi;
              uwsgi_temp_path FOLDER/uwsgi;
              scgi_temp_path FOLDER/scgi;
              server {
                listen 127.0.0.1:PORT;
                LOCATION
              }
            }
            """;

    private static final String BUFFERING = """
            location / {
              proxy_buffering on;
              proxy_pass http://127.0.0.1:GATEWAY;
            }
            """;

    private final Process process;
    private final InetSocketAddress address;

    private Proxy(Path program, Path folder, String location, int gateway) throws IOException {
        address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), freePort());
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                CONFIGURATION
                        .replace("LOCATION", location)
                        .replace("FOLDER", folder.toString())
                        .replace("PORT", Integer.toString(address.getPort()))
                        .replace("GATEWAY", Integer.toString(gateway)));
        process = new ProcessBuilder(
                        program.toString(), "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr")
                .inheritIO()
                .start();
    }

    /**
     * Starts one and waits until it is there.
     *
     * @param folder for what it writes
     * @throws org.opentest4j.TestAbortedException with one line if there is no nginx; where all must run, that is a failure
     */
    static Proxy before(TestGateway gateway, Path folder) throws IOException {
        return before(gateway, folder, BUFFERING);
    }

    /**
     * The same.
     *
     * @param location how it passes on, where {@code GATEWAY} stands for the gateway's port
     */
    static Proxy before(TestGateway gateway, Path folder, String location) throws IOException {
        String why = "what goes through a proxy is not tested: there is no nginx";
        List<Path> programs = Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1)), Stream.of("/usr/sbin"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .toList();
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(programs).as(why).isNotEmpty();
        }
        if (programs.isEmpty()) {
            System.out.println("skipped: " + why);
        }
        assumeTrue(!programs.isEmpty(), why);
        Proxy proxy = new Proxy(programs.getFirst(), folder, location, gateway.port());
        proxy.awaitThere();
        return proxy;
    }

    InetSocketAddress address() {
        return address;
    }

    private void awaitThere() throws IOException {
        long endNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isThere()) {
            if (!process.isAlive() || System.nanoTime() - endNs > 0) {
                close();
                throw new IOException("nginx does not listen");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean isThere() {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
