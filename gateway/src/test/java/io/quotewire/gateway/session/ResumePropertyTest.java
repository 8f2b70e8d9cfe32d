package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.tape.ItemRing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that come at any moment of a random history with any position: a true one, one too old, from the future, of
 * another epoch, a time, or nonsense. What each has afterwards is all that there is behind what it was promised.
 */
class ResumePropertyTest {
    private static final int STEPS = 1_500;

    /** What is kept is let go once a second. */
    private static final long SCAN_US = TimeUnit.SECONDS.toMicros(1);

    private static final List<String> NONSENSE = List.of(
            "'epoch':'m3q0jrnk','seq':-1",
            "'epoch':'m3q0jrnk','seq':9007199254740993",
            "'epoch':'m3q0jrnk','seq':'5'",
            "'epoch':'m3q0jrnk','seq':5.5",
            "'epoch':'../etc','seq':5",
            "'epoch':'','seq':5",
            "'epoch':'m3q0jrnk'",
            "'seq':5",
            "'from':{'ts':-1}",
            "'from':{'ts':5},'epoch':'m3q0jrnk','seq':5");

    private final World world = new World();
    private final History history = new History(world);
    private final Map<What, Integer> seen = new EnumMap<>(What.class);

    /** What became of a position. */
    private enum What {
        FULL,
        FULL_FROM_A_TIME,
        AHEAD,
        TOO_OLD,
        TOO_OLD_FROM_A_TIME,
        EPOCH,
        REFUSED
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void positions_ofEveryKind_areGoneOnFromWhollyOrSaidToBeLost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            history.happen(random);
            if (random.nextInt(3) == 0) {
                ask(random, "seed " + seed + ", step " + step);
            }
        }
        System.out.println("P3 verdict: seed " + seed + ": " + history.size() + " items, positions " + seen
                + "; each answered wholly or with a gap, none in part");
        assertThat(seen).as("seed %d", seed).containsKeys(What.values());
    }

    private void ask(SplittableRandom random, String where) {
        switch (random.nextInt(6)) {
            case 0 -> refuse(NONSENSE.get(random.nextInt(NONSENSE.size())), where);
            case 1 -> position(history.otherEpoch(random), random.nextLong(history.seq() + 10), random, where);
            case 2 -> position(history.epoch(), history.seq() + 1 + random.nextLong(20), random, where);
            case 3 -> time(random, where);
            default -> position(history.epoch(), random.nextLong(history.seq() + 1), random, where);
        }
    }

    private void refuse(String position, String where) {
        World.Client client = world.client().welcomed();
        client.send("{'op':'subscribe','id':1,'topics':[{'topic':'%s',%s}]}".formatted(History.TOPIC, position));
        world.crank();
        List<String> received = client.received();
        assertThat(received)
                .as(where + " " + position)
                .singleElement()
                .asString()
                .contains("'op':'error'", "'code':10");
        client.send("{'op':'list','id':2}");
        assertThat(client.received()).as(where).containsExactly("{'op':'topics','id':2,'topics':[]}");
        client.socket.finishAndReleaseAll();
        count(What.REFUSED);
    }

    private void position(String epoch, long seq, SplittableRandom random, String where) {
        World.Client client = world.client().welcomed();
        Resumed resumed = new Resumed(history, epoch, seq);
        client.send("{'op':'subscribe','id':1,'topics':[{'topic':'%s','epoch':'%s','seq':%d}]}"
                .formatted(History.TOPIC, epoch, seq));
        goOn(client, resumed, random, where + ", behind " + epoch + " " + seq);
        if (!epoch.equals(history.epochBefore())) {
            assertThat(resumed.why()).as(where).isEqualTo("epoch");
            count(What.EPOCH);
        } else if (resumed.why().isEmpty()) {
            count(seq > history.seqBefore() ? What.AHEAD : What.FULL);
        } else {
            assertThat(resumed.why()).as(where).isEqualTo("too_old");
            assertThat(history.ageUs(seq + 1)).as(where).isGreaterThan(ItemRing.KEPT_US - SCAN_US);
            count(What.TOO_OLD);
        }
    }

    /** Exactly what was received then and later, unless some of that may not be there any more. */
    private void time(SplittableRandom random, String where) {
        long ts = history.anyTime(random);
        World.Client client = world.client().welcomed();
        Resumed resumed = new Resumed(history, history.epoch(), -1);
        client.send(
                "{'op':'subscribe','id':1,'topics':[{'topic':'%s','from':{'ts':%d}}]}".formatted(History.TOPIC, ts));
        long foundAt = goOn(client, resumed, random, where + ", from " + ts);
        if (resumed.why().isEmpty()) {
            assertThat(resumed.from()).as(where).isEqualTo(history.firstSince(ts, foundAt));
            count(What.FULL_FROM_A_TIME);
        } else {
            assertThat(resumed.why()).as(where).isEqualTo("too_old");
            assertThat(history.mayLack(ts)).as(where).isTrue();
            count(What.TOO_OLD_FROM_A_TIME);
        }
    }

    /** While the answer is on its way, and behind it, things go on. Where the topic stood when a time was looked for. */
    private long goOn(World.Client client, Resumed resumed, SplittableRandom random, String where) {
        history.mark();
        if (random.nextBoolean()) {
            history.trade();
        }
        long foundAt = history.seq();
        world.crank();
        world.crank();
        for (int i = random.nextInt(3); i > 0; i--) {
            history.trade();
        }
        world.crank();
        client.received().forEach(resumed::take);
        client.socket.finishAndReleaseAll();
        resumed.assertWhole(where);
        return foundAt;
    }

    private void count(What what) {
        seen.merge(what, 1, Integer::sum);
    }
}
