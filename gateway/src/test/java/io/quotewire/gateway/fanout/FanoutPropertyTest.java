package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to whom in which order: who follows the protocol's rule ends where the engine is. */
class FanoutPropertyTest {
    private static final List<Rate> RATES = List.of(Rate.values());
    private static final FanoutConfig TIGHT =
            new FanoutConfig(64, 16, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15));
    private static final List<Topic> TOPICS = List.of(
            Topic.parse("quote:okx:BTC-USDT"),
            Topic.parse("quote:okx:ETH-USDT"),
            Topic.parse("trade:okx:BTC-USDT"),
            Topic.parse("trade:okx:ETH-USDT"));

    private final List<Client> clients = new ArrayList<>();
    private final Rig rig = new Rig(2, TIGHT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void clients_underRandomEvents_endWhereTheEngineIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 6_000; step++) {
            step(random);
            rig.assertConserved("seed " + seed + ", step " + step);
        }
        settle();

        for (Client client : clients) {
            assertThat(client.rule.resyncs()).as("seed %d", seed).isEmpty();
            client.seats.keySet().forEach(topic -> assertAtTheEnd(client, topic, seed));
        }
        assertThat(rig.lane(0).queued() + rig.lane(1).queued()).isZero();
        rig.assertConserved("seed " + seed + ", end");
        rig.close();
        rig.assertConserved("seed " + seed + ", after all have gone");
    }

    private void step(SplittableRandom random) {
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        switch (random.nextInt(23)) {
            case 0 -> add(random);
            case 1 -> some(random, client -> join(client, topic, rate(random)));
            case 20 -> some(random, client -> move(client, topic, rate(random)));
            case 21 -> comeBack(random);
            case 22 -> some(random, client -> resync(client, topic));
            case 2 -> some(random, client -> leave(client, topic));
            case 3 -> some(random, client -> client.socket.stopReading());
            case 4 -> some(random, client -> client.socket.startReading());
            case 5 -> burst(topic, random.nextInt(200));
            case 6, 7 -> rig.crank();
            case 8 -> rig.crankLane(random.nextInt(2));
            case 9 -> rig.broadcaster().doWork(rig.nowUs);
            case 10 -> rig.nowUs += random.nextLong(3_000_000);
            case 11 -> close(random);
            case 12 -> rig.status(topic, random.nextBoolean() ? Status.LIVE : Status.STALE);
            case 13 -> rig.tick();
            default -> burst(topic, 1 + random.nextInt(3));
        }
    }

    private void add(SplittableRandom random) {
        if (clients.size() < 12) {
            clients.add(rig.client(random.nextInt(2), Rig.ENCODINGS.get(random.nextInt(3))));
        }
    }

    private void some(SplittableRandom random, Consumer<Client> what) {
        if (!clients.isEmpty()) {
            what.accept(clients.get(random.nextInt(clients.size())));
        }
    }

    private static Rate rate(SplittableRandom random) {
        return random.nextBoolean() ? Rate.EVERYTHING : RATES.get(random.nextInt(RATES.size()));
    }

    private static void join(Client client, Topic topic, Rate rate) {
        if (!client.seats.containsKey(topic)) {
            client.read();
            client.rule.forget(topic);
            client.join(topic, rate, null);
        }
    }

    private static void move(Client client, Topic topic, Rate rate) {
        if (client.seats.containsKey(topic) && client.seat(topic).rate() != rate) {
            client.move(topic, rate);
        }
    }

    /** One connection breaks with whatever was on its way, and its client goes on where it was with another. */
    private void comeBack(SplittableRandom random) {
        if (clients.isEmpty()) {
            return;
        }
        Client gone = clients.remove(random.nextInt(clients.size()));
        gone.read();
        gone.outbox.close();
        gone.socket.finishAndReleaseAll();
        Client back = rig.client(random.nextInt(2));
        for (Topic topic : gone.seats.keySet()) {
            boolean goesOn = gone.rule.knows(topic);
            if (goesOn) {
                back.rule.takeOver(gone.rule, topic);
            }
            long last = goesOn ? gone.rule.standing(topic).last : 0;
            back.join(topic, rate(random), goesOn ? new Position(Rig.EPOCH, last, random.nextBoolean()) : null);
        }
        clients.add(back);
    }

    /** As a client does that believes it has missed something. */
    private static void resync(Client client, Topic topic) {
        if (client.seats.containsKey(topic) && client.seat(topic).standing() != null && client.rule.knows(topic)) {
            client.read();
            Position reached = new Position(Rig.EPOCH, client.rule.standing(topic).last, true);
            if (topic.shape() == Topic.Shape.EVENT) {
                client.outbox.goOn(client.seat(topic), reached);
            } else {
                client.outbox.firstAgain(client.seat(topic));
            }
        }
    }

    /** Reads first what was sent before, as a client that keeps subscriptions in order does. */
    private static void leave(Client client, Topic topic) {
        client.socket.startReading();
        client.leave(topic);
        client.read();
        client.rule.forget(topic);
    }

    private void close(SplittableRandom random) {
        if (clients.size() > 8) {
            Client client = clients.remove(random.nextInt(clients.size()));
            client.outbox.close();
            client.socket.finishAndReleaseAll();
        }
    }

    private void burst(Topic topic, int count) {
        for (int i = 0; i < count; i++) {
            switch (topic.kind()) {
                case QUOTE, TICKER -> rig.quote(topic, "5." + rig.seq(topic));
                case TRADE -> {
                    if (rig.seq(topic) % 17 == 0) {
                        rig.upstreamGap(topic);
                    } else {
                        rig.trades(topic, 1 + i % 3);
                    }
                }
                default -> throw new IllegalArgumentException("no such topic in this test: " + topic);
            }
        }
    }

    private void settle() {
        for (int round = 0; round < 20; round++) {
            clients.forEach(client -> client.socket.startReading());
            rig.nowUs += 1_000_000;
            rig.tick();
            clients.forEach(client -> client.outbox.tick());
            rig.crank();
            clients.forEach(Client::read);
        }
    }

    private void assertAtTheEnd(Client client, Topic topic, long seed) {
        RuleClient.Standing standing = client.rule.standing(topic);
        assertThat(standing.last).as("seed %d, %s", seed, topic).isEqualTo(rig.seq(topic));
        if (topic.kind() == Topic.Kind.TRADE) {
            assertThat(standing.began + standing.items + standing.announced)
                    .as("seed %d, %s: each number once, or said to be missing", seed, topic)
                    .isEqualTo(rig.seq(topic));
        }
        if (topic.kind() == Topic.Kind.QUOTE && rig.seq(topic) > 0) {
            assertThat(rig.fanout().lastValues().snapshot(topic))
                    .as("seed %d, %s", seed, topic)
                    .asString()
                    .contains("\"status\":\"" + standing.status + "\"");
        }
    }
}
