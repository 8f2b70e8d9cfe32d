package io.quotewire.gateway.auth;

import io.quotewire.model.Check;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicGrant;
import io.quotewire.store.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody may see, and how much of it. Immutable.
 *
 * @param grants each of these lists has to cover a topic: an account's, and that of the key by which it came
 * @param ratesMs rates that may be asked for, in milliseconds
 * @param connections most at once, of all that are the same account's; 1 to 1,000,000
 * @param topicsEach most topics of one connection; 1 to 1,000,000; where the gateway's own limit is lower that counts
 * @param depth deepest book, in levels a side; 0 to 400
 */
public record Entitlement(
        List<List<TopicGrant>> grants, Set<Integer> ratesMs, int connections, int topicsEach, int depth) {
    /** Those of the protocol. */
    private static final Set<Integer> ALL_RATES_MS = Set.of(0, 100, 250, 1_000, 5_000);

    /** Everything that there is. */
    public static final Entitlement EVERYTHING = of(Scope.EVERYTHING);

    public Entitlement {
        grants = grants.stream().map(List::copyOf).toList();
        ratesMs = Set.copyOf(ratesMs);
        Check.range("connections", connections, 1, 1_000_000);
        Check.range("topics-each", topicsEach, 1, 1_000_000);
        Check.range("depth", depth, 0, Topic.Kind.DEEPEST);
    }

    /** What the store says of an account or a key. */
    public static Entitlement of(Scope scope) {
        return new Entitlement(
                List.of(scope.topics().stream().map(TopicGrant::parse).toList()),
                scope.ratesMs().isEmpty() ? ALL_RATES_MS : Set.copyOf(scope.ratesMs()),
                scope.connections(),
                scope.topicsPerConnection(),
                scope.depth());
    }

    /** What both permit. */
    Entitlement and(Entitlement other) {
        Set<Integer> both = new HashSet<>(ratesMs);
        both.retainAll(other.ratesMs);
        return new Entitlement(
                Stream.concat(grants.stream(), other.grants.stream()).toList(),
                both,
                Math.min(connections, other.connections),
                Math.min(topicsEach, other.topicsEach),
                Math.min(depth, other.depth));
    }

    /** Whether that topic may be seen, as far as it is not about depth. */
    public boolean sees(Topic topic) {
        return grants.stream().allMatch(list -> list.stream().anyMatch(grant -> grant.covers(topic)));
    }

    /** Whether a book of that topic's depth may be seen; true for what is no book. */
    public boolean reaches(Topic topic) {
        return topic.kind().depth() <= depth;
    }

    public boolean grants(int rateMs) {
        return ratesMs.contains(rateMs);
    }
}
