package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller has to be able to answer with 503. */
@ParameterizedClass
@EnumSource(Place.class)
class BusyTest {
    private static final long PATIENCE_MS = 500;

    /** Enough that some pair would meet again at each attempt, if both tried again at once. */
    private static final int CROSSINGS = 100;

    private final Place place;
    private final Store store;

    BusyTest(Place place) throws StoreUnavailable {
        this.place = place;
        this.store = Store.open(place.config(), LoginTimes.DEFAULT, AuditLimits.DEFAULT, PATIENCE_MS);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void call_allConnectionsInUse_isToldSo() throws Exception {
        CountDownLatch held = new CountDownLatch(Place.CONNECTIONS);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(Place.CONNECTIONS)) {
            List<? extends Future<?>> all = IntStream.range(0, Place.CONNECTIONS)
                    .mapToObj(_ -> threads.submit(() -> hold(held, free)))
                    .toList();
            held.await();
            assertThatExceptionOfType(StoreBusy.class)
                    .isThrownBy(() -> store.revocations().last())
                    .withMessageStartingWith("the store does not answer: ");
            free.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(store.revocations().last()).isZero();
    }

    /** Keeps a connection, for which it may have to ask more than once: it is made first. */
    private boolean hold(CountDownLatch held, CountDownLatch free) {
        while (true) {
            try {
                return store.database().read(_ -> {
                    held.countDown();
                    free.await();
                    return true;
                });
            } catch (StoreBusy e) {
                assertThat(held.getCount()).isPositive();
            }
        }
    }

    @Test
    void call_whatItNeedsIsHeld_isToldSo() throws Exception {
        Account alice = account(store, "alice");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> holder = threads.submit(() -> store.database().write(handle -> {
                Accounts.locked(handle, alice.id());
                held.countDown();
                free.await();
                return 1;
            }));
            held.await();
            assertThatExceptionOfType(StoreBusy.class)
                    .isThrownBy(() -> store.accounts().setPassword(alice.id(), "hash", NOW_US));
            free.countDown();
            holder.get();
        }
        assertThat(store.accounts().setPassword(alice.id(), "hash", NOW_US)).isTrue();
    }

    @Test
    void bug_inAStatement_isNoReasonToAskAgain() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.database().read(handle -> handle.execute("SELECT nonsense")))
                .withMessageStartingWith("the store refuses: ");
    }

    /** Two transactions that take the same two rows in the other order: one is undone, and run again. */
    @Test
    void write_crossedByAnother_isRunAgain() throws Exception {
        Store patient = place.store(); // PostgreSQL looks for it after a second only.
        Account alice = account(patient, "alice");
        Account bob = account(patient, "bob");
        for (int round = 0; round < (place == Place.POSTGRES ? 1 : CROSSINGS); round++) {
            cross(patient, alice, bob);
        }
    }

    private static void cross(Store store, Account alice, Account bob) throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> lockBoth(store, alice, bob, both));
            Future<?> other = threads.submit(() -> lockBoth(store, bob, alice, both));
            one.get();
            other.get();
        }
    }

    private static long lockBoth(Store store, Account first, Account second, CountDownLatch both) {
        return store.database().write(handle -> {
            Accounts.locked(handle, first.id());
            both.countDown();
            both.await();
            Accounts.locked(handle, second.id());
            return first.id();
        });
    }
}
