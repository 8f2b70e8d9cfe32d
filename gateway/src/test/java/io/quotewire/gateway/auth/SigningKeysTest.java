package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
    private static final long NOW_US = TimeUnit.SECONDS.toMicros(1_732_115_000);
    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofMinutes(16);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys");
    }

    @Test
    void file_atTheFirstStart_hasARandomKeyThatNobodyElseReads() throws IOException {
        SigningKeys keys = SigningKeys.open(file, NOW_US);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.newest().secret()).hasSize(32);
        assertThat(SigningKeys.open(file, NOW_US + 1).newest().secret())
                .isEqualTo(keys.newest().secret());
        Files.delete(file);
        assertThat(SigningKeys.open(file, NOW_US).newest().secret())
                .isNotEqualTo(keys.newest().secret());
    }

    /** Gateways share a file by links to it, also before it is there. */
    @Test
    void file_thatIsALink_isWhatTheLinkLeadsTo() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared")).resolve("keys");
        Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("shared/keys"));
        Path two = Files.createSymbolicLink(folder.resolve("two"), shared);

        byte[] secret = SigningKeys.open(one, NOW_US).newest().secret();

        assertThat(SigningKeys.open(two, NOW_US).newest().secret()).isEqualTo(secret);
        assertThat(one).isSymbolicLink();
        assertThat(two).isSymbolicLink();
        assertThat(shared).isRegularFile();
    }

    @Test
    void file_thatOthersRead_isRefused() throws IOException {
        SigningKeys.open(file, NOW_US);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKeys.open(file, NOW_US))
                .withMessageContaining("may be read by others: chmod 600 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changeme",
                "k1 1 changeme",
                "k1 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "k1 1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE",
                "k1 1 q83vEjRWeJA",
                "k 1 1 q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA",
                "k1 x q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA",
                "../k 1 q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA",
                ""
            })
    void line_thatIsNoKeyOrAWeakOne_isRefusedByItsNumber(String line) throws IOException {
        SigningKeys.open(file, NOW_US);
        Files.write(file, List.of(Files.readAllLines(file).getFirst(), line));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKeys.open(file, NOW_US))
                .withMessageStartingWith("line 2 of " + file);
    }

    @Test
    void renew_whenTheKeyIsOld_addsOneAndForgetsWhatNothingIsSignedWithAnyMore() throws IOException {
        SigningKeys keys = SigningKeys.open(file, NOW_US);
        String first = keys.newest().id();
        keys.renew(NOW_US + us(AGE) - 1, AGE, LONGEST);
        assertThat(keys.newest().id()).isEqualTo(first);

        long secondUs = NOW_US + us(AGE);
        keys.renew(secondUs, AGE, LONGEST);
        String second = keys.newest().id();
        assertThat(second).isNotEqualTo(first);
        assertThat(keys.of(first)).isNotNull();

        keys.renew(secondUs + us(AGE), AGE, LONGEST);
        assertThat(keys.of(second)).isNotNull();
        assertThat(keys.of(first)).isNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void renew_afterAnotherProcessDid_takesItsKey() throws IOException {
        SigningKeys ours = SigningKeys.open(file, NOW_US);
        SigningKeys theirs = SigningKeys.open(file, NOW_US);
        theirs.renew(NOW_US + us(AGE), AGE, LONGEST);

        ours.renew(NOW_US + us(AGE) + 1, AGE, LONGEST);

        assertThat(ours.newest().id()).isEqualTo(theirs.newest().id());
    }

    @Test
    void file_madeByManyAtOnce_isOne() throws Exception {
        assertThat(byManyAtOnce(() -> SigningKeys.open(file, NOW_US))).hasSize(1);
    }

    @Test
    void renew_byManyAtOnce_addsOneKey() throws Exception {
        SigningKeys.open(file, NOW_US);

        assertThat(byManyAtOnce(() -> {
                    SigningKeys keys = SigningKeys.open(file, NOW_US);
                    keys.renew(NOW_US + us(AGE), AGE, LONGEST);
                    return keys;
                }))
                .hasSize(1);
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void file_madeBySeveralProcessesAtOnce_isOne() throws Exception {
        List<SigningKeysProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(SigningKeysProcess.start(file));
            }
            for (SigningKeysProcess process : processes) {
                process.go();
            }
            Set<String> names = new HashSet<>();
            for (SigningKeysProcess process : processes) {
                names.add(process.newest());
            }
            assertThat(names)
                    .containsExactly(SigningKeys.open(file, NOW_US).newest().id());
        } finally {
            processes.forEach(SigningKeysProcess::close);
        }
    }

    @Test
    void renew_whereTheFileIsGone_makesOneWithoutTheOldKeys() throws IOException {
        SigningKeys keys = SigningKeys.open(file, NOW_US);
        String first = keys.newest().id();
        Files.delete(file);

        keys.renew(NOW_US + 1, AGE, LONGEST);

        assertThat(keys.of(first)).isNull();
        assertThat(SigningKeys.open(file, NOW_US).newest().id())
                .isEqualTo(keys.newest().id());
    }

    /** The secrets that eight at the same moment sign with. */
    private static Set<String> byManyAtOnce(Callable<SigningKeys> work) throws Exception {
        int many = 8;
        CyclicBarrier start = new CyclicBarrier(many);
        Set<String> secrets = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Future<SigningKeys>> all = threads.invokeAll(Collections.nCopies(many, () -> {
                start.await();
                return work.call();
            }));
            for (Future<SigningKeys> each : all) {
                secrets.add(Arrays.toString(each.get().newest().secret()));
            }
        }
        return secrets;
    }

    private static long us(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
