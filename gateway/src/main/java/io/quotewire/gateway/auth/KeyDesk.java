package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import io.quotewire.store.ApiKey;
import io.quotewire.store.ApiKeys;
import io.quotewire.store.Audit;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists and takes away API keys of who asks, and of nobody else.
 *
 * <p><b>Threads:</b> any that may wait; not a lane. All methods throw {@link io.quotewire.store.StoreBusy} where the store does
 * not answer.
 */
public final class KeyDesk {
    private final Store store;
    private final RevocationWatch watch;
    private final MicroClock clock;

    KeyDesk(Store store, RevocationWatch watch, MicroClock clock) {
        this.store = store;
        this.watch = watch;
        this.clock = clock;
    }

    public List<ApiKey> list(Principal who) {
        return store.keys().list(who.account());
    }

    /**
     * Makes one.
     *
     * @param scope what it may see; of that no more than the account may when it is used
     * @param life 0 for as long as the account
     */
    public ApiKeys.Creation create(Principal who, String name, Scope scope, Duration life, InetAddress from) {
        long nowUs = clock.nowUs();
        long expiresUs = life.isZero() ? 0 : nowUs + life.toNanos() / 1_000;
        ApiKeys.Creation creation = store.keys().create(who.account(), name, scope, nowUs, expiresUs);
        if (creation instanceof ApiKeys.Creation.Created created) {
            note(who, "key-create", created.key(), from);
        }
        return creation;
    }

    /** Another key in the place of one, which is good for {@code overlap} yet; null where the account has none such. */
    public ApiKeys.Creation.@Nullable Created rotate(Principal who, long id, Duration overlap, InetAddress from) {
        ApiKeys.Creation.Created rotated = store.keys().rotate(who.account(), id, overlap, clock.nowUs());
        if (rotated != null) {
            watch.hurry();
            note(who, "key-rotate", rotated.key(), from);
        }
        return rotated;
    }

    /** False where the account has none such. */
    public boolean revoke(Principal who, long id, InetAddress from) {
        boolean revoked = store.keys().revoke(who.account(), id, clock.nowUs());
        if (revoked) {
            watch.hurry();
            store.audit()
                    .append(new Audit.Entry(
                            who.name(), "key-revoke", "key " + id, from.getHostAddress(), "", clock.nowUs()));
        }
        return revoked;
    }

    private void note(Principal who, String action, ApiKey key, InetAddress from) {
        store.audit()
                .append(new Audit.Entry(
                        who.name(), action, "key " + key.id(), from.getHostAddress(), key.prefix(), clock.nowUs()));
    }
}
