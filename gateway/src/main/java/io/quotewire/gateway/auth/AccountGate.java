package io.quotewire.gateway.auth;

import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Account;
import io.quotewire.store.ApiKey;
import io.quotewire.store.ApiKeys;
import io.quotewire.store.Login;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.StoreBusy;
import io.quotewire.store.Tickets;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows accounts. Tokens say whose they are; keys and tickets are looked up, keys once in a while only. */
final class AccountGate implements Gatekeeper {
    private static final Verdict.Refused UNKNOWN =
            new Verdict.Refused(ErrorCode.BAD_CREDENTIALS, "the token, key or ticket is none, or is over");
    private static final Verdict.Refused BUSY =
            new Verdict.Refused(ErrorCode.TOO_FAST, "accounts cannot be looked up now: try again");

    private final AuthMode mode;
    private final Verdict.Known stranger;
    private final AccessTokens tokens;
    private final Store store;
    private final RevocationWatch watch;
    private final KnownKeys known = new KnownKeys();
    private final UsageMeter meter = new UsageMeter();
    private final MicroClock clock;

    AccountGate(AuthConfig config, AccessTokens tokens, Store store, RevocationWatch watch, MicroClock clock) {
        this.mode = config.mode();
        this.stranger = new Verdict.Known(Principal.anonymous(Entitlement.of(new Scope(
                config.mode() == AuthMode.REQUIRED ? List.of() : config.anonymousTopics(),
                Scope.EVERYTHING.ratesMs(),
                Scope.EVERYTHING.connections(),
                Scope.EVERYTHING.topicsPerConnection(),
                Scope.EVERYTHING.depth()))));
        this.tokens = tokens;
        this.store = store;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public AuthMode mode() {
        return mode;
    }

    @Override
    public @Nullable Verdict glance(Credentials shown) {
        long nowUs = clock.nowUs();
        return switch (shown.kind()) {
            case TOKEN -> {
                Verdict found = tokens.glance(shown.secret(), nowUs);
                yield found == null ? null : verdict(found);
            }
            case KEY -> {
                Principal holder = known.find(shown.secret(), nowUs);
                yield holder == null ? null : verdict(new Verdict.Known(holder));
            }
            case TICKET -> null;
        };
    }

    @Override
    public Verdict verify(Credentials shown, InetAddress from) {
        long nowUs = clock.nowUs();
        try {
            Verdict verdict = switch (shown.kind()) {
                case TOKEN -> tokens.verify(shown.secret(), nowUs);
                case KEY -> key(shown.secret(), nowUs);
                case TICKET -> ticket(shown.secret(), from, nowUs);
            };
            return verdict(verdict);
        } catch (StoreBusy e) {
            return BUSY;
        }
    }

    @Override
    public @Nullable Ended ended(Principal who) {
        return watch.ended(who);
    }

    @Override
    public UsageMeter meter() {
        return meter;
    }

    @Override
    public Verdict.Known stranger() {
        return stranger;
    }

    /** Keys that were found may be other ones now. */
    void forget(Ended ended) {
        known.forget(ended);
    }

    /** The same, unless what was shown has ended since. */
    private Verdict verdict(Verdict found) {
        Ended ended = found instanceof Verdict.Known now ? watch.ended(now.principal()) : null;
        if (ended == null) {
            return found;
        }
        return ended.reason() == CloseReason.EXPIRED
                ? new Verdict.Refused(ErrorCode.EXPIRED, "the account's rights are others now: renew the token")
                : new Verdict.Refused(ErrorCode.REVOKED, "the token or key has been revoked");
    }

    private Verdict key(String text, long nowUs) {
        Principal before = known.find(text, nowUs);
        if (before != null) {
            return new Verdict.Known(before);
        }
        long round = known.round();
        long knownSeq = watch.last();
        ApiKeys.Valid valid = store.keys().find(text, nowUs);
        if (valid == null) {
            return UNKNOWN;
        }
        store.keys().used(valid.key().id(), nowUs);
        Principal holder = holder(valid.account(), null, valid.key(), knownSeq, valid.untilUs());
        known.remember(text, holder, nowUs, round);
        return new Verdict.Known(holder);
    }

    private Verdict ticket(String text, InetAddress from, long nowUs) {
        long knownSeq = watch.last();
        Tickets.Taken taken = store.tickets().take(text, from.getHostAddress(), nowUs);
        return taken == null
                ? UNKNOWN
                : new Verdict.Known(holder(taken.account(), taken.login(), taken.key(), knownSeq, taken.untilUs()));
    }

    private static Principal holder(
            Account account, @Nullable Login login, @Nullable ApiKey key, long knownSeq, long untilUs) {
        Entitlement all = Entitlement.of(account.scope());
        return new Principal(
                account.id(),
                account.name(),
                account.role() == Role.ADMIN,
                key == null ? all : all.and(Entitlement.of(key.scope())),
                login == null ? 0 : login.id(),
                key == null ? 0 : key.id(),
                knownSeq,
                untilUs == 0 ? Long.MAX_VALUE : untilUs);
    }
}
