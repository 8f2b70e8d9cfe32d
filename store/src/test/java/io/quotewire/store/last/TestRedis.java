package io.quotewire.store.last;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.quotewire.store.last.redis.RedisConfig;
import io.quotewire.store.last.redis.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a port that the system chose, and an operator who does things to it. */
final class TestRedis implements AutoCloseable {
    static final String KEY = "quotewire:last";

    private final int port;
    private final List<String> settings;
    private RedisServer server;

    private TestRedis(int port, List<String> settings) throws IOException {
        this.port = port;
        this.settings = settings;
        this.server = start();
    }

    static TestRedis start(String... settings) throws IOException {
        return new TestRedis(freePort(), List.of(settings));
    }

    /** Where nobody listens. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RedisServer start() throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        settings.forEach(builder::setting);
        RedisServer started = builder.build();
        started.start();
        return started;
    }

    int port() {
        return port;
    }

    /** Waits for answers for long: the machine may be busy. */
    RedisConfig config() {
        return config(port, Duration.ofSeconds(10));
    }

    static RedisConfig config(int port, Duration timeout) {
        return new RedisConfig("127.0.0.1", port, "", null, null, false, KEY, timeout);
    }

    RedisConfig config(String user, @Nullable Secret password) {
        return new RedisConfig("127.0.0.1", port, user, password, null, false, KEY, Duration.ofSeconds(10));
    }

    /** What an operator does by hand. */
    <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofSeconds(30))
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    /** Makes a user, who may do what these words say. */
    void acl(String user, String... words) {
        ask(commands -> commands.dispatch(
                CommandType.ACL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add(user).addValues(words)));
    }

    long pid() {
        return ask(RedisCommands::info)
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    static void signal(long pid, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        if (!kill.waitFor(30, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill -" + signal + " " + pid);
        }
    }

    void die() throws IOException {
        server.stop();
    }

    /** With nothing in it. */
    void rise() throws IOException {
        server = start();
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
