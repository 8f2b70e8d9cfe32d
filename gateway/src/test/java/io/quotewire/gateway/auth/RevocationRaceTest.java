package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.CloseReason;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.ApiKeys;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.StoreConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends while somebody comes in, and by whose clock. */
class RevocationRaceTest {
    private static final String PASSWORD = "correct horse battery";
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();
    private static final LoginDesk.Visitor VISITOR = new LoginDesk.Visitor(HOME, "");
    private static final long HOUR_US = TimeUnit.HOURS.toMicros(1);

    @TempDir
    private Path folder;

    private final MicroClock clock = MicroClock.system();
    private Store store;
    private Reception reception;
    private Account ada;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(new StoreConfig("", folder.resolve("accounts"), "quotewire", null, 4));
        AuthConfig standard = AuthConfig.DEFAULT;
        AuthConfig config = new AuthConfig(
                AuthMode.REQUIRED,
                true,
                standard.accessLife(),
                standard.ticketLife(),
                standard.keyAge(),
                2,
                List.of(),
                null);
        reception = Reception.open(config, store, folder.resolve("keys"), clock);
        reception.start(ended -> {});
        try (Passwords passwords = new Passwords(1)) {
            String hash = Objects.requireNonNull(passwords.hash(PASSWORD));
            ada = ((Accounts.Creation.Created)
                            store.accounts().create("ada", Role.ADMIN, Scope.EVERYTHING, hash, clock.nowUs()))
                    .account();
        }
    }

    @AfterEach
    void close() {
        reception.close();
        store.close();
    }

    @Test
    void key_revokedWhileItIsShown_isFoundToHaveEnded() throws Exception {
        for (int round = 0; round < 40; round++) {
            ApiKeys.Creation.Created made =
                    (ApiKeys.Creation.Created) store.keys().create(ada.id(), "bot", Scope.EVERYTHING, clock.nowUs(), 0);
            CompletableFuture<Verdict> shown =
                    CompletableFuture.supplyAsync(() -> reception.gate().verify(Credentials.key(made.text()), HOME));
            store.keys().revoke(ada.id(), made.key().id(), clock.nowUs());

            if (shown.get() instanceof Verdict.Known known) {
                assertThat(eventuallyEnded(known.principal()).reason()).isEqualTo(CloseReason.REVOKED);
            }
        }
    }

    @Test
    void token_ofAnAccountThatIsClosedMeanwhile_isFoundToHaveEnded() throws Exception {
        for (int round = 0; round < 20; round++) {
            Entry.In in = (Entry.In) reception.desk().login("ada", PASSWORD, VISITOR);
            CompletableFuture<Entry> renewed =
                    CompletableFuture.supplyAsync(() -> reception.desk().refresh(in.refreshToken(), VISITOR));
            store.accounts().setDisabled(ada.id(), true, clock.nowUs());
            if (renewed.get() instanceof Entry.In next) {
                Verdict verdict = reception.gate().verify(Credentials.bearer(next.accessToken()), HOME);
                if (verdict instanceof Verdict.Known known) {
                    eventuallyEnded(known.principal());
                }
            }
            store.accounts().setDisabled(ada.id(), false, clock.nowUs());
        }
    }

    @Test
    void revocation_byAClockThatIsWrong_countsAllTheSame() {
        Entry.In in = (Entry.In) reception.desk().login("ada", PASSWORD, VISITOR);
        Verdict.Known known = (Verdict.Known) reception.gate().verify(Credentials.bearer(in.accessToken()), HOME);
        store.accounts().setScope(ada.id(), new Scope(List.of(), List.of(), 1, 1, 1), clock.nowUs() - HOUR_US);

        assertThat(eventuallyEnded(known.principal()).reason()).isEqualTo(CloseReason.EXPIRED);
        store.logins().endAll(ada.id(), clock.nowUs() + HOUR_US);
        eventuallyEnded(known.principal());
        Entry.In again = (Entry.In) reception.desk().login("ada", PASSWORD, VISITOR);
        assertThat(reception.gate().verify(Credentials.bearer(again.accessToken()), HOME))
                .isInstanceOf(Verdict.Known.class);
    }

    private Ended eventuallyEnded(Principal who) {
        long deadlineNs = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Ended ended = reception.gate().ended(who);
        while (ended == null) {
            assertThat(System.nanoTime()).as("never ended").isLessThan(deadlineNs);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            ended = reception.gate().ended(who);
        }
        return ended;
    }
}
