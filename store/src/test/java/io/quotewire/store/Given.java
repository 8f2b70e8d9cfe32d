package io.quotewire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What tests begin with. */
final class Given {
    static final long NOW_US = 1_700_000_000_000_000L;
    static final long SECOND_US = 1_000_000;
    static final long MINUTE_US = 60 * SECOND_US;
    static final long DAY_US = 86_400 * SECOND_US;

    static final Scope SCOPE = new Scope(List.of("ticker:*:BTC-USDT", "book.50:okx:*"), List.of(0, 250), 5, 100, 50);

    private Given() {}

    static Account account(Store store, String name) {
        return switch (store.accounts().create(name, Role.USER, Scope.EVERYTHING, "$argon2id$" + name, NOW_US)) {
            case Accounts.Creation.Created(Account account) -> account;
            case Accounts.Creation.NameTaken taken -> fail(taken.toString());
        };
    }

    static Logins.Begun login(Store store, Account account, long nowUs) {
        Logins.Begun begun = store.logins().begin(account, "a browser", "192.0.2.1", nowUs);
        return there(begun);
    }

    static <T> T there(@Nullable T value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }

    static ApiKeys.Creation.Created key(Store store, Account account) {
        return switch (store.keys().create(account.id(), "a bot", SCOPE, NOW_US, 0)) {
            case ApiKeys.Creation.Created created -> created;
            case ApiKeys.Creation other -> fail(other.toString());
        };
    }

    /** What has been revoked, without its numbers and times. */
    static List<String> revoked(Store store) {
        return store.revocations().after(0, Revocations.MOST).stream()
                .map(row -> row.kind() + " " + row.account() + " " + row.login() + " " + row.key())
                .toList();
    }

    /** What {@code count} threads that begin at the same moment get. */
    static <T> List<T> together(int count, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> all = IntStream.range(0, count)
                    .mapToObj(_ -> threads.submit(() -> {
                        start.await();
                        return work.call();
                    }))
                    .toList();
            return all.stream().map(Given::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
