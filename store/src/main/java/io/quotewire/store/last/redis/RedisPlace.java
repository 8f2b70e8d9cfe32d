package io.quotewire.store.last.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.quotewire.model.MicroClock;
import io.quotewire.store.last.value.BadValue;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import io.quotewire.store.last.value.ValueCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hash of a Redis. It connects when it is needed, and closes the connection whenever something is not as it should be. */
public final class RedisPlace implements Place {
    /** Values of one script: some tens of KiB, and a few ms of a server that does one thing at a time. */
    private static final int PAGE = 200;

    /** Of one reading: a hash that has more is not ours, and what it costs to look at has an end. */
    private static final int MOST_BYTES = 64 << 20;

    private static final long READ_NS = TimeUnit.SECONDS.toNanos(5);
    /** What Redis says where a user may not do something: to all, and of what a script does, before Redis 7. */
    private static final List<String> NO_RIGHT = List.of("NOPERM", "The user executing the script can't");

    /** Longer than any topic's name. */
    private static final int MOST_FIELD = 200;

    /** As {@code Census} has it: a stored value that claims to be newer is a lie. */
    private static final long AHEAD_MS = TimeUnit.HOURS.toMillis(1);

    /** Behind what went wrong while a connection by TLS was being made. */
    public static final String WANTS_TLS =
            "; redis.tls wants a Redis that speaks TLS, with a certificate that Java trusts";

    private final RedisConfig config;
    private final int most;
    private final Duration keep;
    private final MicroClock clock;
    private final Wire wire;
    private final List<byte[]> dropped = new ArrayList<>();
    private long readBytes;

    /**
     * Nothing is connected yet.
     *
     * @param most fields that are written or read
     * @param keep how long Redis keeps them after the last write
     * @throws IllegalArgumentException naming the setting, if the password cannot be read
     */
    public RedisPlace(RedisConfig config, int most, Duration keep, MicroClock clock) {
        this.config = config;
        this.most = most;
        this.keep = keep;
        this.clock = clock;
        this.wire = new Wire(config);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Collection<LastValue> read(Refusals refusals) throws IOException {
        List<LastValue> values = new ArrayList<>();
        long untilNs = System.nanoTime() + READ_NS;
        readBytes = 0;
        try {
            byte[] cursor = ascii("0");
            int pages = 0;
            do {
                List<?> answer = wire.eval(
                        Scripts.READ,
                        ScriptOutputType.MULTI,
                        key(),
                        cursor,
                        number(PAGE),
                        number(MOST_FIELD),
                        number(ValueCodec.MOST_BYTES + Entry.MOST_PREFIX));
                cursor = take(answer, values, refusals);
            } while (!isEnd(cursor)
                    && values.size() < most
                    && ++pages < most
                    && readBytes < MOST_BYTES
                    && System.nanoTime() - untilNs < 0);
            return values;
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    /** Of the answer to {@link Scripts#READ}; returns where to go on. */
    private byte[] take(List<?> answer, List<LastValue> values, Refusals refusals) throws IOException {
        if (answer.size() < 2
                || !(answer.get(0) instanceof byte[] cursor)
                || !(answer.get(1) instanceof Long tooLong)) {
            throw failed(new RedisException("an answer of another kind"));
        }
        refusals.add(Refusal.SIZE, tooLong);
        for (int i = 2; i + 1 < answer.size(); i += 2) {
            Refusal refusal = answer.get(i) instanceof byte[] field && answer.get(i + 1) instanceof byte[] bytes
                    ? take(field, bytes, values)
                    : Refusal.GARBAGE;
            if (refusal != null) {
                refusals.count(refusal);
            }
        }
        return cursor;
    }

    private @Nullable Refusal take(byte[] field, byte[] bytes, List<LastValue> values) {
        readBytes += bytes.length;
        Refusal refusal = Entry.read(field, bytes, values);
        if (refusal != null) {
            drop(field);
        }
        return refusal;
    }

    /** Goes before the next is written, so that there is room for it. */
    @Override
    public void drop(LastValue read) {
        drop(Entry.field(read));
    }

    private void drop(byte[] field) {
        if (dropped.size() < most + PAGE) {
            dropped.add(field);
        }
    }

    private void dropAll() throws IOException {
        try {
            while (!dropped.isEmpty()) {
                List<byte[]> page = dropped.subList(0, Math.min(PAGE, dropped.size()));
                wire.eval(Scripts.DROP, ScriptOutputType.MULTI, key(), page.toArray(new byte[0][]));
                page.clear();
            }
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(Collection<LastValue> values, Refusals refusals) throws IOException {
        dropAll();
        List<byte[]> page = new ArrayList<>();
        for (LastValue value : values) {
            try {
                byte[] bytes = Entry.bytes(value);
                page.add(Entry.field(value));
                page.add(bytes);
            } catch (BadValue e) {
                refusals.count(e.refusal());
            }
            if (page.size() == 2 * PAGE) {
                write(page, refusals);
                page.clear();
            }
        }
        if (!page.isEmpty()) {
            write(page, refusals);
        }
    }

    private void write(List<byte[]> fields, Refusals refusals) throws IOException {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(number(most));
        arguments.add(number(TimeUnit.MICROSECONDS.toMillis(clock.nowUs()) + AHEAD_MS));
        arguments.add(number(keep.toMillis()));
        arguments.addAll(fields);
        try {
            List<?> answer = wire.eval(Scripts.WRITE, ScriptOutputType.MULTI, key(), arguments.toArray(new byte[0][]));
            if (answer.size() != 2 || !(answer.get(0) instanceof Long older) || !(answer.get(1) instanceof Long full)) {
                throw new RedisException("an answer of another kind");
            }
            refusals.add(Refusal.OLDER, older);
            refusals.add(Refusal.FULL, full);
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    /** Whatever comes on this connection now may be the answer to something else. */
    private IOException failed(RedisException e) {
        wire.cut();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new IOException(config + ": " + cause.getMessage() + advice(e, cause), e);
    }

    /** What would be right, where the library's words do not say it. */
    private String advice(RedisException e, Throwable cause) {
        if (NO_RIGHT.stream().anyMatch(String.valueOf(cause.getMessage())::contains)) {
            return "; the user needs the key " + config.key() + ", and the commands " + Scripts.COMMANDS;
        }
        return config.tls() && e instanceof RedisConnectionException ? WANTS_TLS : "";
    }

    @Override
    public void close() {
        wire.close();
    }

    private byte[] key() {
        return config.key().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isEnd(byte[] cursor) {
        return cursor.length == 1 && cursor[0] == '0';
    }

    private static byte[] number(long value) {
        return ascii(Long.toString(value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
