package io.quotewire.store;

import static io.quotewire.store.Given.DAY_US;
import static io.quotewire.store.Given.NOW_US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.Revocation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class RevocationsTest {
    private final Store store;
    private final Revocations revocations;

    RevocationsTest(Place place) {
        store = place.store();
        revocations = store.revocations();
    }

    @Test
    void after_anyNumber_givesTheRestInOrder() {
        assertThat(revocations.last()).isZero();
        for (int i = 1; i <= 5; i++) {
            add(i, NOW_US + i);
        }

        assertThat(revocations.after(2, 2))
                .containsExactly(
                        new Revocation(3, Kind.LOGIN_ENDED, 3, 7, 8, NOW_US + 3),
                        new Revocation(4, Kind.LOGIN_ENDED, 4, 7, 8, NOW_US + 4));
        assertThat(revocations.after(5, 10)).isEmpty();
        assertThat(revocations.last()).isEqualTo(5);
    }

    @Test
    void add_undone_leavesNoHole() {
        add(1, NOW_US);
        try {
            store.database().write(handle -> {
                Revocations.add(handle, revocation(2, NOW_US));
                throw new IllegalStateException("undone");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("undone");
        }
        add(3, NOW_US);

        assertThat(revocations.after(0, 10))
                .extracting(row -> row.seq() + " " + row.account())
                .containsExactly("1 1", "2 3");
    }

    @Test
    void add_aDayLater_sweeps() {
        add(1, NOW_US);
        add(2, NOW_US + 1);
        add(3, NOW_US + 1 + DAY_US);

        assertThat(revocations.after(0, 10)).extracting(Revocation::seq).containsExactly(2L, 3L);
    }

    @Test
    void after_badValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revocations.after(-1, 1))
                .withMessageStartingWith("seq must be 0 to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revocations.after(0, 10_001))
                .withMessage("limit must be 1 to 10000, was 10001");
    }

    /** A sequence would give the second its number at once, and a reader would pass over the first for ever. */
    @Test
    void add_whileAnotherIsNotCommitted_waitsForIt() throws Exception {
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> first = threads.submit(() -> store.database().write(handle -> {
                Revocations.add(handle, revocation(1, NOW_US));
                added.countDown();
                commit.await();
                return 1;
            }));
            added.await();
            Future<?> second = threads.submit(() -> add(2, NOW_US));
            while (!second.isDone() && !someoneWaits()) {
                LockSupport.parkNanos(1_000_000);
            }
            List<Revocation> seen = revocations.after(0, 10);
            commit.countDown();
            first.get();
            second.get();

            assertThat(seen).isEmpty();
        }
        assertThat(revocations.after(0, 10)).extracting(Revocation::account).containsExactly(1L, 2L);
    }

    @Test
    void after_whileManyAdd_missesNone() throws Exception {
        int writers = 4;
        int each = 40;
        List<Long> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<? extends Future<?>> all = IntStream.range(0, writers)
                    .mapToObj(_ -> threads.submit(() -> IntStream.range(0, each).forEach(i -> add(i, NOW_US))))
                    .toList();
            while (seen.size() < writers * each && !isOver(all)) {
                long last = seen.isEmpty() ? 0 : seen.getLast();
                revocations.after(last, 100).forEach(row -> seen.add(row.seq()));
            }
            for (Future<?> one : all) {
                one.get();
            }
            revocations
                    .after(seen.isEmpty() ? 0 : seen.getLast(), Revocations.MOST)
                    .forEach(row -> seen.add(row.seq()));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) writers * each).boxed().toList());
    }

    private static boolean isOver(List<? extends Future<?>> all) {
        return all.stream().allMatch(Future::isDone);
    }

    /** Whether a transaction waits for another one. */
    private boolean someoneWaits() {
        String waiting = store.database().isEmbedded()
                ? "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL"
                : "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        return store.database()
                        .read(handle ->
                                handle.createQuery(waiting).mapTo(Long.class).one())
                > 0;
    }

    private void add(long account, long atUs) {
        store.database().write(handle -> {
            Revocations.add(handle, revocation(account, atUs));
            return account;
        });
    }

    private static Revocation revocation(long account, long atUs) {
        return new Revocation(0, Kind.LOGIN_ENDED, account, 7, 8, atUs);
    }
}
