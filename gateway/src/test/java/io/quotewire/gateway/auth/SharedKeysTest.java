package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.CloseReason;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Accounts;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.StoreConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that share accounts and what they sign tokens with. */
class SharedKeysTest {
    private static final String PASSWORD = "correct horse battery";
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();
    private static final LoginDesk.Visitor VISITOR = new LoginDesk.Visitor(HOME, "");

    @TempDir
    private Path folder;

    private final MicroClock clock = MicroClock.system();
    private final LinkedBlockingQueue<Ended> told = new LinkedBlockingQueue<>();
    private Store store;
    private Reception one;
    private Reception other;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(new StoreConfig("", folder.resolve("accounts"), "quotewire", null, 4));
        one = reception();
        other = reception();
        one.start(ended -> {});
        other.start(told::add);
        try (Passwords passwords = new Passwords(1)) {
            String hash = Objects.requireNonNull(passwords.hash(PASSWORD));
            assertThat(store.accounts().create("ada", Role.USER, Scope.EVERYTHING, hash, clock.nowUs()))
                    .isInstanceOf(Accounts.Creation.Created.class);
        }
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        store.close();
    }

    private Reception reception() throws IOException {
        return Reception.open(AuthConfig.DEFAULT, store, folder.resolve("keys"), clock);
    }

    @Test
    void token_ofOne_countsAtTheOtherUntilItsLoginEnds() throws Exception {
        Entry.In in = (Entry.In) one.desk().login("ada", PASSWORD, VISITOR);
        Credentials shown = Credentials.bearer(in.accessToken());

        assertThat(other.gate().glance(shown)).isInstanceOf(Verdict.Known.class);

        one.desk().logout(in.refreshToken(), VISITOR);
        Ended ended = told.poll(30, TimeUnit.SECONDS);
        assertThat(ended).isNotNull().extracting(Ended::reason).isEqualTo(CloseReason.REVOKED);
        assertThat(other.gate().glance(shown)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void token_signedWithANewKey_isLookedForAndCounts() throws Exception {
        SigningKeys elsewhere = SigningKeys.open(folder.resolve("keys"), clock.nowUs());
        elsewhere.renew(clock.nowUs(), Duration.ZERO, Duration.ofMinutes(16));
        Reception third = reception();
        try (third) {
            Entry.In in = (Entry.In) third.desk().login("ada", PASSWORD, VISITOR);

            Credentials shown = Credentials.bearer(in.accessToken());
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!(one.gate().verify(shown, HOME) instanceof Verdict.Known)) {
                assertThat(System.nanoTime()).isLessThan(deadlineNs); // The file is looked at once in a second.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }
}
