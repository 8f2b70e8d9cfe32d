package io.quotewire.engine.price;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@link Quarantine} of each listing of one instrument: what one venue is not believed alone, it is together with another.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Ward {
    /** In the order in which they were first heard of, which depends on nothing but the events. */
    private final List<Quarantine> members = new ArrayList<>();

    private int waiting;

    public void join(Quarantine member) {
        members.add(member);
    }

    /** So many more, or fewer, are held. */
    public void waits(int more) {
        waiting += more;
    }

    /** Whether another venue is believed a price that confirms the suspect one. */
    public boolean confirms(Quarantine asking, Price suspect, Price old, long nowUs) {
        for (int i = 0; i < members.size(); i++) {
            Quarantine member = members.get(i);
            if (member != asking && member.confirms(suspect, old, nowUs)) {
                return true;
            }
        }
        return false;
    }

    /** Some venue is believed a new price, which may be what others have waited for. */
    public void spoke(long nowUs) {
        for (int i = 0; waiting > 0 && i < members.size(); i++) {
            members.get(i).review(nowUs);
        }
    }
}
