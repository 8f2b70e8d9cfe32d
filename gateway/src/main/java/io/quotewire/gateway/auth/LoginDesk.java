package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.Audit;
import io.quotewire.store.Login;
import io.quotewire.store.Logins;
import io.quotewire.store.Renewal;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.Tickets;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in by their password, keeps them in by renewing, and lets them out.
 *
 * <p><b>Threads:</b> any that may wait; not a lane. All methods throw {@link io.quotewire.store.StoreBusy} where the store does
 * not answer.
 */
public final class LoginDesk {
    private static final Entry WRONG = new Entry.Refused(ErrorCode.BAD_CREDENTIALS, "name or password is wrong");

    private final AuthConfig config;
    private final Store store;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final Attempts attempts = new Attempts();
    private final RevocationWatch watch;
    private final MicroClock clock;

    LoginDesk(
            AuthConfig config,
            Store store,
            AccessTokens tokens,
            Passwords passwords,
            RevocationWatch watch,
            MicroClock clock) {
        this.config = config;
        this.store = store;
        this.tokens = tokens;
        this.passwords = passwords;
        this.watch = watch;
        this.clock = clock;
    }

    /** From where somebody comes, and with what. */
    public record Visitor(InetAddress address, String client) {
        public Visitor {
            String printed = printed(client);
            client = printed.length() > Logins.LONGEST_CLIENT ? printed.substring(0, Logins.LONGEST_CLIENT) : printed;
        }

        /** Bytes of a header are no text yet. */
        private static String printed(String client) {
            return client.replaceAll("[^ -~]", "?");
        }
    }

    /** Makes an account of a user who sees everything, where anybody may make one. */
    public Entry register(String name, String password, Visitor visitor) {
        if (!config.registration()) {
            return new Entry.Refused(
                    ErrorCode.NOT_ENTITLED, "accounts are made by administrators here; auth.registration lets anybody");
        }
        String folded;
        try {
            folded = Accounts.folded(name);
        } catch (IllegalArgumentException e) {
            return new Entry.Objection(String.valueOf(e.getMessage()));
        }
        String objection = PasswordRules.objection(password, folded);
        if (objection != null) {
            return new Entry.Objection(objection);
        }
        // It costs as much as a guess, and counts as one.
        long waitUs = attempts.begin("+" + folded, visitor.address(), clock.nowUs());
        if (waitUs > 0) {
            return new Entry.TooSoon(waitUs);
        }
        String hash = passwords.hash(password);
        Entry made = hash == null ? new Entry.Busy() : create(folded, hash, visitor);
        if (!(made instanceof Entry.Taken)) {
            attempts.undo("+" + folded, visitor.address());
        }
        return made;
    }

    private Entry create(String name, String hash, Visitor visitor) {
        return switch (store.accounts().create(name, Role.USER, Scope.EVERYTHING, hash, clock.nowUs())) {
            case Accounts.Creation.Created created -> {
                note(name, "register", name, visitor, "");
                yield new Entry.Registered(created.account());
            }
            case Accounts.Creation.NameTaken ignored -> new Entry.Taken();
        };
    }

    /** Who does not exist is answered like who has another password, and as late. */
    public Entry login(String name, String password, Visitor visitor) {
        String folded = Accounts.foldedOrNull(name);
        if (PasswordRules.isTooLong(password) || folded == null) {
            return WRONG;
        }
        // Whether there is such an account or not: how often it can be tried would tell.
        long waitUs = attempts.begin(folded, visitor.address(), clock.nowUs());
        if (waitUs > 0) {
            return new Entry.TooSoon(waitUs);
        }
        Accounts.Credential credential = store.accounts().credential(folded);
        Entry entry = switch (passwords.compare(password, credential == null ? null : credential.passwordHash())) {
            case BUSY -> new Entry.Busy();
            case WRONG -> WRONG;
            case RIGHT -> letIn(Objects.requireNonNull(credential).account(), visitor);
        };
        if (entry instanceof Entry.Busy) {
            attempts.undo(folded, visitor.address());
        }
        return entry;
    }

    /** Who knows the password of an account that is closed learns no more than others. */
    private Entry letIn(Account checked, Visitor visitor) {
        long knownSeq = watch.last();
        Logins.Begun begun = store.logins()
                .begin(checked, visitor.client(), visitor.address().getHostAddress(), clock.nowUs());
        if (begun == null) {
            return WRONG;
        }
        attempts.succeeded(checked.name(), visitor.address());
        note(checked.name(), "login", "login " + begun.login().id(), visitor, visitor.client());
        return in(begun.account(), begun.login(), begun.token(), knownSeq);
    }

    /** The next two tokens for a refresh token. */
    public Entry refresh(String token, Visitor visitor) {
        long knownSeq = watch.last();
        return switch (store.logins().renew(token, clock.nowUs())) {
            case Renewal.Renewed now -> in(now.account(), now.login(), now.token(), knownSeq);
            case Renewal.Again again -> in(again.account(), again.login(), again.token(), knownSeq);
            case Renewal.Reused reused -> {
                watch.hurry();
                note(
                        "account " + reused.login().account(),
                        "refresh-reused",
                        "login " + reused.login().id(),
                        visitor,
                        "an old refresh token came: the login has ended");
                yield new Entry.Refused(ErrorCode.REVOKED, "the refresh token was used before: log in again");
            }
            case Renewal.Expired expired -> new Entry.Refused(ErrorCode.EXPIRED, "the login is over: log in again");
            case Renewal.Revoked revoked -> new Entry.Refused(ErrorCode.REVOKED, "the login has ended: log in again");
            case Renewal.Unknown unknown -> new Entry.Refused(ErrorCode.BAD_CREDENTIALS, "this is no refresh token");
        };
    }

    /** Ends the login by which {@code who} came; false where that was a key. */
    public boolean logout(Principal who, Visitor visitor) {
        return who.login() != 0 && end(who, who.login(), visitor);
    }

    /** Ends the login of that refresh token, whose access token may be over; nothing where it has ended or is none. */
    public void logout(String refreshToken, Visitor visitor) {
        Login ended = store.logins().end(refreshToken, clock.nowUs());
        if (ended != null) {
            watch.hurry();
            note("account " + ended.account(), "logout", "login " + ended.id(), visitor, "");
        }
    }

    /** Ends one of the account's own logins; false where it has none such. */
    public boolean end(Principal who, long login, Visitor visitor) {
        boolean ended = store.logins().end(who.account(), login, clock.nowUs());
        if (ended) {
            watch.hurry();
            note(who.name(), "logout", "login " + login, visitor, "");
        }
        return ended;
    }

    /** The account's logins that are open. */
    public List<Login> logins(Principal who) {
        return store.logins().list(who.account(), clock.nowUs());
    }

    /** A ticket for one connection from the same address, and when it is over; null where the account is gone. */
    public @Nullable Ticket ticket(Principal who, InetAddress from) {
        long nowUs = clock.nowUs();
        long expiresUs = nowUs + config.ticketLife().toNanos() / 1_000;
        String text = store.tickets()
                .issue(
                        new Tickets.Holder(who.account(), who.login(), who.key()),
                        from.getHostAddress(),
                        nowUs,
                        expiresUs);
        return text == null ? null : new Ticket(text, expiresUs);
    }

    /** Told once. */
    public record Ticket(String text, long expiresUs) {
        @Override
        public String toString() {
            return "Ticket[expiresUs=" + expiresUs + "]";
        }
    }

    private Entry in(Account account, Login login, String refreshToken, long knownSeq) {
        long nowUs = clock.nowUs();
        AccessTokens.Issued issued = tokens.issue(account, login.id(), knownSeq, nowUs);
        return new Entry.In(
                account, login.id(), issued.text(), issued.expiresUs(), refreshToken, login.expiresUs(), nowUs);
    }

    private void note(String actor, String action, String subject, Visitor visitor, String detail) {
        store.audit()
                .append(new Audit.Entry(
                        actor, action, subject, visitor.address().getHostAddress(), detail, clock.nowUs()));
    }
}
