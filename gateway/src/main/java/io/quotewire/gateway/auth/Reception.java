package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import io.quotewire.store.Store;
import io.quotewire.store.StoreBusy;
import io.quotewire.store.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that there is to accounts, where there are some. Life: {@link #open}, {@link #start}, {@link #close}, each once.
 *
 * <p><b>Threads:</b> any.
 */
public final class Reception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final long RENEW_EVERY_S = 30;
    private static final long USAGE_EVERY_S = 10;

    private final AuthConfig config;
    private final SigningKeys keys;
    private final Passwords passwords;
    private final RevocationWatch watch;
    private final AccountGate gate;
    private final LoginDesk desk;
    private final KeyDesk keyDesk;
    private final UsageDesk usageDesk;
    private final Usage usage;
    private final MicroClock clock;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("accounts").daemon().factory());

    private Reception(AuthConfig config, Store store, SigningKeys keys, MicroClock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
        this.passwords = new Passwords(config.hashing());
        this.watch = new RevocationWatch(store.revocations(), clock);
        AccessTokens tokens = new AccessTokens(keys, config.accessLife());
        this.gate = new AccountGate(config, tokens, store, watch, clock);
        this.desk = new LoginDesk(config, store, tokens, passwords, watch, clock);
        this.keyDesk = new KeyDesk(store, watch, clock);
        this.usageDesk = new UsageDesk(store, clock);
        this.usage = store.usage();
    }

    /**
     * Prepares it; nothing runs yet.
     *
     * @param store the caller's to close, after this
     * @param keys file of what tokens are signed with; made where there is none
     * @throws IllegalArgumentException if that is not such a file, weak, or to be read by others
     * @throws IOException if it cannot be read or made
     */
    public static Reception open(AuthConfig config, Store store, Path keys, MicroClock clock) throws IOException {
        return new Reception(config, store, SigningKeys.open(keys, clock.nowUs()), clock);
    }

    public Gatekeeper gate() {
        return gate;
    }

    public LoginDesk desk() {
        return desk;
    }

    public KeyDesk keyDesk() {
        return keyDesk;
    }

    public UsageDesk usageDesk() {
        return usageDesk;
    }

    /**
     * From now on {@code listener} is told of what ends.
     *
     * @throws StoreBusy if the store does not answer
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It is ended by close.
    public void start(Consumer<Ended> listener) {
        watch.start(ended -> {
            gate.forget(ended);
            listener.accept(ended);
        });
        chores.scheduleWithFixedDelay(this::renewKeys, RENEW_EVERY_S, RENEW_EVERY_S, TimeUnit.SECONDS);
        chores.scheduleWithFixedDelay(this::writeUsage, USAGE_EVERY_S, USAGE_EVERY_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        chores.shutdownNow();
        watch.close();
        writeUsage();
        passwords.close();
    }

    private void writeUsage() {
        try {
            gate.meter().writeDown(usage::add, clock.nowUs());
        } catch (StoreBusy e) {
            LOG.atDebug().log("usage is written down later: the store does not answer");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("usage cannot be written down"); // An exception would end what is scheduled.
        }
    }

    private void renewKeys() {
        try {
            keys.renew(clock.nowUs(), config.keyAge(), AccessTokens.LONGEST_LIFE.plus(AccessTokens.LEEWAY));
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError().setCause(e).log("the signing keys cannot be renewed; those that are known go on");
        }
    }
}
