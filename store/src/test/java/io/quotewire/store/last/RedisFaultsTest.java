package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.quotewire.model.Update;
import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.redis.RedisPlace;
import io.quotewire.store.last.redis.Secret;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that is absent, dies, stands still, refuses, is full or talks nonsense; what is counted, not how long it takes. */
@Timeout(120)
class RedisFaultsTest {
    private static final int TOPICS = 450; // More than a page.
    private static final long LIFE = RandomValues.NOW_US / 1_000;
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private final Refusals refusals = new Refusals();
    private final Shelf shelf = new Shelf(1_000);
    private TestRedis redis;
    private RedisFront front;
    private long pid;
    private long nowUs;

    @BeforeEach
    void start() throws IOException {
        redis = TestRedis.start();
        pid = redis.pid();
        front = RedisFront.plain(redis.port());
    }

    @AfterEach
    void stop() throws IOException {
        front.close();
        redis.close();
    }

    enum Fault {
        DEAD,
        STOPPED,
        LATE,
        PAUSED,
        READ_ONLY,
        FULL
    }

    @ParameterizedTest
    @EnumSource
    void redis_withAFault_isLeftInPeace_andWrittenAnewFromTheNewest(Fault fault) throws Exception {
        try (Place place = place(front.port(), SHORT)) {
            Scribe scribe = new Scribe(place, shelf, refusals, () -> nowUs, new SplittableRandom(1));
            putAll(1);
            turnUntil(scribe, scribe::isUp);
            assertThat(read()).hasSize(TOPICS);

            harm(fault);
            putAll(2);
            turnUntil(scribe, () -> !scribe.isUp());
            long failures = scribe.failures();
            scribe.turn(nowUs + 1); // It is not asked again at once.
            assertThat(scribe.failures()).isEqualTo(failures);
            for (int seq = 3; seq < 6; seq++) {
                putAll(seq);
                nowUs += Breaker.LONGEST_US;
                scribe.turn(nowUs);
            }
            assertThat(scribe.isUp()).isFalse();

            heal(fault);
            turnUntil(scribe, scribe::isUp);
            assertThat(read()).hasSize(TOPICS).allMatch(value -> value.head().seq() == 5);
        }
    }

    /** Time passes until it is so: a machine that is busy may take a try or two more. */
    private void turnUntil(Scribe scribe, BooleanSupplier condition) {
        for (int tries = 0; tries < 50 && (tries == 0 || !condition.getAsBoolean()); tries++) {
            nowUs += Breaker.LONGEST_US;
            scribe.turn(nowUs);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void harm(Fault fault) throws Exception {
        switch (fault) {
            case DEAD -> redis.die();
            case STOPPED -> TestRedis.signal(pid, "STOP");
            case LATE -> front.late(500);
            case PAUSED -> client("PAUSE", "600000", "WRITE");
            case READ_ONLY -> {
                int nobody = TestRedis.freePort();
                redis.ask(commands -> commands.replicaof("127.0.0.1", nobody));
            }
            case FULL -> redis.ask(commands -> commands.configSet("maxmemory", "1"));
        }
    }

    private void heal(Fault fault) throws Exception {
        switch (fault) {
            case DEAD -> redis.rise();
            case STOPPED -> TestRedis.signal(pid, "CONT");
            case LATE -> front.late(0);
            case PAUSED -> client("UNPAUSE");
            case READ_ONLY -> redis.ask(RedisCommands::replicaofNoOne);
            case FULL -> redis.ask(commands -> commands.configSet("maxmemory", "0"));
        }
    }

    private void client(String... words) {
        redis.ask(commands -> commands.dispatch(
                CommandType.CLIENT,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).addKeys(words)));
    }

    @Test
    void redis_absentAtTheStart_costsNothingAndIsFilledWhenItComes() throws IOException {
        redis.die();
        LastValue before = value(0, 1);
        try (Place file = new LastFile(folder.resolve("values"), 10)) {
            file.write(List.of(before), refusals);
        }
        Place file = new LastFile(folder.resolve("values"), 10);
        try (LastValues values = LastValues.open(
                LastValuesConfig.DEFAULT,
                List.of(file, place(redis.port(), Duration.ofSeconds(10))),
                () -> RandomValues.NOW_US + System.nanoTime() / 1_000,
                new SplittableRandom(1),
                any -> true)) {
            assertThat(values.recalled()).containsExactly(before);
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);

            redis.rise();

            Collection<LastValue> there = read();
            while (there.isEmpty() && System.nanoTime() < deadlineNs) {
                there = read();
            }
            assertThat(there).containsExactly(before);
        }
    }

    /** Nothing that is not to wait for Redis has waited: it had not answered by then. */
    @Test
    void redis_thatAnswersLate_holdsUpNeitherStartNorCallers_andMissesNothing() throws IOException {
        LastValue before = value(0, 1);
        try (Place file = new LastFile(folder.resolve("values"), TOPICS)) {
            file.write(List.of(before), refusals);
        }
        front.hold();
        try (LastValues values = LastValues.open(
                LastValuesConfig.DEFAULT,
                List.of(new LastFile(folder.resolve("values"), TOPICS), place(front.port(), Duration.ofSeconds(10))),
                () -> RandomValues.NOW_US + System.nanoTime() / 1_000,
                new SplittableRandom(1),
                any -> true)) {
            assertThat(values.recalled()).containsExactly(before);
            assertThat(ofRedis(values, LastMetric.FAILURES)).isZero(); // It is still being waited for, elsewhere.
            for (int seq = 2; seq <= 50; seq++) {
                for (int i = 0; i < TOPICS; i++) {
                    LastValue value = value(i, seq);
                    values.on(new Update.Value(value.head(), false, value.data()));
                }
            }
            assertThat(front.answers()).isZero();

            front.late(500);

            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (ofRedis(values, LastMetric.WRITTEN) == 0 && System.nanoTime() < deadlineNs) {
                Thread.onSpinWait();
            }
            assertThat(read()).hasSize(TOPICS).allMatch(value -> value.head().seq() == 50);
            assertThat(ofRedis(values, LastMetric.WRITTEN)).isEqualTo(TOPICS); // Each once: the newest.
        }
    }

    private static long ofRedis(LastValues values, LastMetric metric) {
        return values.read().stream()
                .filter(reading ->
                        reading.metric() == metric && reading.labels().containsValue("redis"))
                .mapToLong(reading -> (long) reading.value())
                .sum();
    }

    /** It has let us in, and lets us do nothing. */
    @Test
    void redis_thatGrantsNothing_costsNothingElse() throws IOException {
        redis.acl("ali", "on", ">open sesame", "~another:key", "+@all");
        LastValue before = value(0, 1);
        Path path = folder.resolve("values");
        try (Place file = new LastFile(path, TOPICS)) {
            file.write(List.of(before), refusals);
        }
        RedisPlace refused = new RedisPlace(
                redis.config("ali", new Secret("open sesame")), 1_000, Duration.ofHours(1), () -> RandomValues.NOW_US);
        try (LastValues values = LastValues.open(
                LastValuesConfig.DEFAULT,
                List.of(new LastFile(path, TOPICS), refused),
                () -> RandomValues.NOW_US + System.nanoTime() / 1_000,
                new SplittableRandom(1),
                any -> true)) {
            assertThat(values.recalled()).containsExactly(before);
            LastValue after = value(0, 2);
            values.on(new Update.Value(after.head(), false, after.data()));
        }
        try (Place file = new LastFile(path, TOPICS)) {
            assertThat(file.read(refusals)).containsExactly(value(0, 2));
        }
        assertThat(read()).isEmpty();
    }

    /** At first one that says nothing; then what no Redis says; then an answer without an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n\r\n<html>",
                "-ERR no\r\n-ERR no\r\n",
                "$-5\r\n*-7\r\n",
                "*1\r\n$2000000000\r\n"
            })
    void server_thatIsNone_isAFailure(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Place place = place(server.getLocalPort(), Duration.ofSeconds(2))) {
            Thread.ofVirtual().start(() -> lie(server, answer));

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> place.read(refusals));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> place.write(List.of(value(0, 1)), refusals));
        }
    }

    private static void lie(ServerSocket server, String answer) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> tell(socket, answer));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void tell(Socket socket, String answer) {
        byte[] more = new byte[1 << 16];
        try (socket) {
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (answer.startsWith("*1")) {
                for (long told = 0; told < 1L << 31; told += more.length) {
                    out.write(more);
                }
            }
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has hung up.
        }
    }

    private void putAll(long seq) {
        for (int i = 0; i < TOPICS; i++) {
            LastValue value = value(i, seq);
            shelf.put(new Update.Value(value.head(), false, value.data()));
        }
    }

    private static LastValue value(int index, long seq) {
        return RandomValues.quote("quote:okx:A" + index + "-USDT", LIFE, seq, "1." + seq);
    }

    private Collection<LastValue> read() {
        try (Place place = place(redis.port(), Duration.ofSeconds(10))) {
            return place.read(refusals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(int port, Duration timeout) {
        return new RedisPlace(TestRedis.config(port, timeout), 1_000, Duration.ofHours(1), () -> RandomValues.NOW_US);
    }
}
