package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.quotewire.store.last.redis.RedisConfig;
import io.quotewire.store.last.redis.RedisPlace;
import io.quotewire.store.last.redis.Secret;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisPlaceTest extends PlaceContract {
    private static final int MOST = 1_000;

    private static TestRedis redis;

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.ask(RedisCommands::flushall);
    }

    @Override
    Place open() {
        return place(redis.config());
    }

    private static Place place(RedisConfig config) {
        return new RedisPlace(config, MOST, Duration.ofHours(1), () -> RandomValues.NOW_US);
    }

    @Override
    void harm() throws IOException {
        redis.die();
    }

    @Override
    void heal() throws IOException {
        redis.rise();
    }

    /** Another gateway has begun later, and this one wakes up. */
    @Test
    void older_behindTheBackOfANewer_isCounted() throws IOException {
        write(quote(1, 9, "1"));

        try (Place unaware = open()) {
            unaware.write(List.of(quote(1, 8, "2"), quote(1, 9, "1")), refusals);
        }
        assertThat(read()).containsExactly(quote(1, 9, "1"));
        assertRefused(Refusal.OLDER, 1);
    }

    @Test
    void whatIsThere_andIsALie_isRefusedAndGivesWay() throws IOException {
        LastValue other = RandomValues.quote("quote:okx:ETH-USDT", EPOCH_MS, 1, "5");
        write(other);
        redis.ask(commands -> commands.hset(TestRedis.KEY, TOPIC, "nonsense"));
        redis.ask(commands -> commands.hset(TestRedis.KEY, "no topic", "1 5 5 also"));
        redis.ask(commands -> commands.<Object>eval(
                "return redis.call('HSET', KEYS[1], ARGV[1], redis.call('HGET', KEYS[1], ARGV[2]))",
                ScriptOutputType.INTEGER,
                new String[] {TestRedis.KEY},
                "quote:okx:DOGE-USDT",
                "quote:okx:ETH-USDT"));
        redis.ask(commands -> commands.hset(TestRedis.KEY, "quote:okx:XRP-USDT", "x".repeat(1 << 20)));
        redis.ask(commands -> commands.hset(TestRedis.KEY, "y".repeat(300), "y"));

        assertThat(read()).containsExactly(other);
        assertRefused(Refusal.GARBAGE, 2);
        assertRefused(Refusal.MISPLACED, 1);
        assertRefused(Refusal.SIZE, 2);

        write(quote(0, 1, "1"));
        assertThat(read()).contains(quote(0, 1, "1"));
    }

    /** Else what nobody needs would keep what is needed out for good. */
    @Test
    void whatIsOfNoUse_makesRoom() throws IOException {
        LastValue other = RandomValues.quote("quote:okx:ETH-USDT", EPOCH_MS, 1, "5");
        write(other);
        redis.ask(commands -> commands.hset(TestRedis.KEY, "no topic", "nonsense"));
        try (Place small = new RedisPlace(redis.config(), 1, Duration.ofHours(1), () -> RandomValues.NOW_US)) {
            small.read(refusals).forEach(small::drop);

            small.write(List.of(quote(0, 1, "1")), refusals);
        }
        assertThat(read()).containsExactly(quote(0, 1, "1"));
        assertRefused(Refusal.FULL, 0);
    }

    /** Else one lie would keep the truth out for good. */
    @Test
    void valueOfTheFuture_givesWayToWhatIsNow() throws IOException {
        write(quote(10 * 24 * 3_600_000L, 1, "1"));

        write(quote(0, 1, "2"));

        assertThat(read()).containsExactly(quote(0, 1, "2"));
    }

    @Test
    void values_beyondTheBound_areRefused() throws IOException {
        try (Place small = new RedisPlace(redis.config(), 2, Duration.ofHours(1), () -> RandomValues.NOW_US)) {
            RandomValues random = new RandomValues(4);
            for (int i = 0; i < 3; i++) {
                small.write(List.of(random.next(i, EPOCH_MS, 1)), refusals);
            }
        }
        assertThat(read()).hasSize(2);
        assertRefused(Refusal.FULL, 1);
    }

    @Test
    void hash_ofOurs_doesNotOutliveItsUse() throws IOException {
        write(quote(0, 1, "1"));

        long leftMs = redis.ask(commands -> commands.pttl(TestRedis.KEY));
        assertThat(leftMs).isBetween(1L, 3_600_000L);
    }

    @Test
    void key_ofAnotherKind_isAFailure() {
        redis.ask(commands -> commands.set(TestRedis.KEY, "a text"));
        try (Place place = open()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> place.read(refusals))
                    .withMessageContaining("WRONGTYPE");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> place.write(List.of(quote(0, 1, "1")), refusals));
        }
    }

    @Test
    void password_thatIsRight_opens_andIsNeverTold() throws IOException {
        redis.ask(commands -> commands.configSet("requirepass", "open sesame"));
        try {
            try (Place place = place(redis.config("", new Secret("open sesame")))) {
                place.write(List.of(quote(0, 1, "1")), refusals);
            }
            RedisConfig wrong = redis.config("ali", new Secret("open barley"));
            try (Place place = place(wrong)) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> place.read(refusals))
                        .satisfies(refused -> assertThat(refused.toString() + refused.getCause())
                                .doesNotContain("barley"));
            }
            assertThat(wrong.toString() + wrong.password()).doesNotContain("barley");
        } finally {
            redis.die(); // It forgets the password.
            redis.rise();
        }
    }

    /** The rights that {@code docs/operations.md} names. */
    @Test
    void user_withRightsOnTheKeyAlone_isEnough() throws IOException {
        redis.acl(
                "ali",
                "reset",
                "on",
                ">open sesame",
                "~" + TestRedis.KEY,
                "+eval",
                "+hdel",
                "+hget",
                "+hset",
                "+hlen",
                "+hscan",
                "+pexpire");
        try (Place place = place(redis.config("ali", new Secret("open sesame")))) {
            place.write(List.of(quote(0, 1, "1")), refusals);
            assertThat(place.read(refusals)).containsExactly(quote(0, 1, "1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~another:key +@all", "~* +@all -hset -hscan", "~* +@all -eval"})
    void user_withoutTheRights_isToldWhichAreMissing(String rights) throws IOException {
        redis.acl("ali", ("reset on >sesame " + rights).split(" "));
        try (Place place = place(redis.config("ali", new Secret("sesame")))) {
            for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                    () -> place.read(refusals), () -> place.write(List.of(quote(0, 1, "1")), refusals))) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(attempt)
                        .withMessageContaining("redis at 127.0.0.1:" + redis.port())
                        .withMessageContaining(
                                "the user needs the key quotewire:last, and the commands eval, hdel, hget,")
                        .withMessageNotContaining("sesame");
            }
        }
        assertThat(read()).isEmpty();
    }

    @Test
    void passwordFile_thatIsNone_isAClearError() {
        RedisConfig config = new RedisConfig(
                "127.0.0.1", 1, "", null, Path.of("not-there"), false, TestRedis.KEY, Duration.ofSeconds(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> place(config))
                .withMessageStartingWith("redis.password-file must be a file that can be read");
    }
}
