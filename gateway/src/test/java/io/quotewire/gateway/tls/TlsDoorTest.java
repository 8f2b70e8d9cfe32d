package io.quotewire.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown, as the files change. */
class TlsDoorTest {
    @TempDir
    private Path folder;

    @Test
    void pair_replaced_isTakenWhenItHasStoodStill() throws Exception {
        try (TlsDoor door = opened(Certificates.FIRST)) {
            double before = figure(door, TlsMetric.NOT_AFTER);
            write("cert.pem", Certificates.SECOND.pem().certificate());
            door.look();
            write("key.pem", Certificates.SECOND.pem().key());
            door.look();
            assertThat(figure(door, TlsMetric.NOT_AFTER)).isEqualTo(before);

            door.look();

            assertThat(figure(door, TlsMetric.NOT_AFTER)).isGreaterThan(before);
            assertThat(figure(door, TlsMetric.RELOADS)).isEqualTo(1);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isZero();
        }
    }

    @Test
    void certificateWithoutItsKey_isRefusedAndTakenWhenTheKeyHasCome() throws Exception {
        try (TlsDoor door = opened(Certificates.FIRST)) {
            double before = figure(door, TlsMetric.NOT_AFTER);
            write("cert.pem", Certificates.SECOND.pem().certificate());
            lookThrice(door);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isEqualTo(1);
            assertThat(figure(door, TlsMetric.NOT_AFTER)).isEqualTo(before);

            write("key.pem", Certificates.SECOND.pem().key());
            lookThrice(door);

            assertThat(figure(door, TlsMetric.RELOADS)).isEqualTo(1);
            assertThat(figure(door, TlsMetric.NOT_AFTER)).isGreaterThan(before);
        }
    }

    @Test
    void expiredCutOrMissing_keepsTheOldAndIsCountedOnce() throws Exception {
        try (TlsDoor door = opened(Certificates.FIRST)) {
            double before = figure(door, TlsMetric.NOT_AFTER);
            write("cert.pem", Certificates.EXPIRED.pem().certificate());
            write("key.pem", Certificates.EXPIRED.pem().key());
            lookThrice(door);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isEqualTo(1);
            String whole = Certificates.SECOND.pem().certificate();
            write("cert.pem", whole.substring(0, whole.length() / 2));
            lookThrice(door);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isEqualTo(2);
            Files.delete(folder.resolve("cert.pem"));
            write("key.pem", Certificates.SECOND.pem().key());
            lookThrice(door);
            assertThat(figure(door, TlsMetric.NOT_AFTER)).isEqualTo(before);

            write("cert.pem", whole);
            lookThrice(door);

            assertThat(figure(door, TlsMetric.RELOADS)).isEqualTo(1);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isEqualTo(2);
        }
    }

    @Test
    void certificateOfTomorrow_isRefusedOnceAndTakenTomorrow() throws Exception {
        AtomicLong nowUs = new AtomicLong(MicroClock.system().nowUs());
        try (TlsDoor door = Objects.requireNonNull(TlsDoor.open(Certificates.FIRST.in(folder), nowUs::get))) {
            write("cert.pem", Certificates.EARLY.pem().certificate());
            write("key.pem", Certificates.EARLY.pem().key());
            lookThrice(door);
            lookThrice(door);
            assertThat(figure(door, TlsMetric.RELOADS_REFUSED)).isEqualTo(1);

            nowUs.addAndGet(TimeUnit.DAYS.toMicros(3));
            door.look();

            assertThat(figure(door, TlsMetric.RELOADS)).isEqualTo(1);
        }
    }

    @Test
    void start_withFilesThatAreNoUse_saysWhich() throws Exception {
        TlsConfig files = Certificates.EXPIRED.in(folder);

        assertThatThrownBy(() -> TlsDoor.open(files, MicroClock.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tls: ")
                .hasMessageContaining("cert.pem has expired");
        Files.delete(folder.resolve("key.pem"));
        assertThatThrownBy(() -> TlsDoor.open(files, MicroClock.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tls.key: there is no file ");
        assertThat(TlsDoor.open(TlsConfig.NONE, MicroClock.system())).isNull();
        assertThatThrownBy(() -> new TlsConfig(files.certificate(), null)).hasMessageStartingWith("key is missing");
    }

    @Test
    void handshakes_moreThanCanWait_areRefusedUntilThereIsRoom() throws Exception {
        try (TlsDoor door = opened(Certificates.FIRST)) {
            CountDownLatch go = new CountDownLatch(1);
            int atWork = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            CountDownLatch over = new CountDownLatch(atWork + TlsDoor.MOST_WAITING);
            for (int i = 0; i < atWork + TlsDoor.MOST_WAITING; i++) {
                assertThat(door.isOpen()).isTrue();
                door.computing().execute(() -> {
                    waitFor(go);
                    over.countDown();
                });
            }

            assertThat(door.isOpen()).isFalse();
            go.countDown();
            over.await();

            assertThat(door.isOpen()).isTrue();
            assertThat(figure(door, TlsMetric.HANDSHAKES)).isEqualTo(1);
        }
    }

    /** Nothing looks at the files but the tests. */
    private TlsDoor opened(Certificates first) throws IOException {
        TlsDoor door = TlsDoor.open(first.in(folder), MicroClock.system());
        assertThat(door).isNotNull();
        return Objects.requireNonNull(door);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void lookThrice(TlsDoor door) {
        for (int i = 0; i < 3; i++) {
            door.look();
        }
    }

    private void write(String name, String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static double figure(TlsDoor door, TlsMetric metric) {
        return door.read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToDouble(reading -> reading.value())
                .sum();
    }
}
