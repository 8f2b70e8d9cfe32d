package io.quotewire.gateway.auth;

import java.util.concurrent.ConcurrentHashMap;

/** How many connections each account has, in this process. Any thread. */
public final class AccountSeats {
    private final ConcurrentHashMap<Long, Integer> taken = new ConcurrentHashMap<>();

    /** Takes one; false where the account has as many as it may. Who is nobody in particular takes none. */
    public boolean take(Principal who) {
        if (who.isAnonymous()) {
            return true;
        }
        boolean[] room = {false};
        taken.compute(who.account(), (account, before) -> {
            int count = before == null ? 0 : before;
            room[0] = count < who.entitlement().connections();
            return room[0] ? Integer.valueOf(count + 1) : before;
        });
        return room[0];
    }

    /** Whether {@link #take} would find room now. */
    public boolean hasRoom(Principal who) {
        return who.isAnonymous() || of(who.account()) < who.entitlement().connections();
    }

    /** Gives one back that was taken. */
    public void leave(Principal who) {
        taken.computeIfPresent(who.account(), (account, count) -> count > 1 ? count - 1 : null);
    }

    /** How many connections an account has. */
    public int of(long account) {
        return taken.getOrDefault(account, 0);
    }
}
