package io.quotewire.store.last.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, made when it is needed and by nothing else.
 *
 * <p><b>Threads:</b> one, but {@link #close}; the library has some of its own.
 */
final class Wire implements AutoCloseable {
    /** The library asks for no fewer. */
    private static final int THREADS = 2;

    /** Commands that wait: there is one at a time, and those of the handshake. */
    private static final int QUEUE = 16;

    private static final Duration GRACE = Duration.ofMillis(500);

    private final RedisConfig config;
    private final @Nullable Secret password;
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

    /** @throws IllegalArgumentException naming the setting, if the password cannot be read */
    Wire(RedisConfig config) {
        this.config = config;
        this.password = password(config);
    }

    /** Runs a script with one key; throws what the library throws. */
    List<?> eval(String script, ScriptOutputType type, byte[] key, byte[]... arguments) {
        List<?> answer = connected().sync().eval(script, type, new byte[][] {key}, arguments);
        return Objects.requireNonNullElse(answer, List.of());
    }

    private StatefulRedisConnection<byte[], byte[]> connected() {
        StatefulRedisConnection<byte[], byte[]> known = connection;
        if (known == null) {
            known = client().connect(ByteArrayCodec.INSTANCE);
            known.setTimeout(config.timeout());
            connection = known;
        }
        return known;
    }

    /** Ends the connection, if there is one; the next command makes another. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    void cut() {
        StatefulRedisConnection<byte[], byte[]> known = connection;
        connection = null;
        if (known != null && known.isOpen()) {
            known.closeAsync();
        }
    }

    private RedisClient client() {
        RedisClient known = client;
        if (known == null) {
            ClientResources made = ClientResources.builder()
                    .ioThreadPoolSize(THREADS)
                    .computationThreadPoolSize(THREADS)
                    .nettyCustomizer(new Cutting())
                    .build();
            resources = made;
            known = RedisClient.create(made, address());
            known.setOptions(options());
            client = known;
        }
        return known;
    }

    private RedisURI address() {
        RedisURI.Builder address = RedisURI.builder()
                .withHost(config.host())
                .withPort(config.port())
                .withSsl(config.tls())
                .withTimeout(config.timeout());
        if (password != null && config.username().isEmpty()) {
            address.withPassword(password.reveal());
        } else if (password != null) {
            address.withAuthentication(config.username(), password.reveal());
        }
        return address.build();
    }

    private ClientOptions options() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(config.timeout()).build())
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .build();
    }

    @Override
    public void close() {
        connection = null; // It ends with the client.
        if (client != null) {
            client.shutdown(Duration.ZERO, GRACE);
        }
        if (resources != null) {
            resources.shutdown(0, GRACE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(GRACE.toMillis());
        }
    }

    private static @Nullable Secret password(RedisConfig config) {
        Path file = config.passwordFile();
        if (file == null) {
            return config.password();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return new Secret(lines.findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "redis.password-file must be a file that can be read: "
                            + e.getClass().getSimpleName() + " " + file,
                    e);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redis.password-file must have a password of 1 to 1,000 characters in its first line: " + file, e);
        }
    }

    /** The library takes in an answer whole, however long it is. */
    private static final class Cutting implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new AnswerLimit());
        }
    }
}
