package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Books by chance, followed at several depths by clients that come, go, stall and read again: whoever keeps the protocol's
 * rule has at each number exactly the shard's best levels, no chain breaks, and nobody ever has to ask for a state.
 */
class BookPropertyTest {
    private static final List<Rate> RATES = List.of(Rate.values());
    private static final FanoutConfig TIGHT =
            new FanoutConfig(64, 16, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15));

    private final Rig rig = new Rig(2, TIGHT);
    private final List<Client> clients = new ArrayList<>();
    private final List<RandomBook> books = List.of(book("okx"), book("best"));
    private long looks;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void clients_ofRandomBooks_haveTheShardsBestLevelsAtEachNumber(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 2_000; step++) {
            step(random);
            rig.assertConserved("seed " + seed + ", step " + step);
        }
        settle();

        for (Client client : clients) {
            assertThat(client.rule.resyncs()).as("seed %d", seed).isEmpty();
            client.seats.keySet().forEach(topic -> assertAtTheEnd(client, topic, seed));
        }
        assertThat(looks).as("seed %d: the test tests something", seed).isGreaterThan(1_000);
        assertThat(count(Count.DROPPED_SLOW))
                .as("seed %d: somebody was slow", seed)
                .isPositive();
        assertThat(rig.broadcaster().tally().get(Count.DROPPED_LANE))
                .as("seed %d: a lane was full", seed)
                .isPositive();
        rig.close();
    }

    private RandomBook book(String source) {
        Topic topic = new Topic(Topic.Kind.BOOK, source, Instrument.parse("BTC-USDT"));
        return new RandomBook(topic, rig.broadcaster()::on);
    }

    private void step(SplittableRandom random) {
        switch (random.nextInt(25)) {
            case 24 -> move(random);
            case 0, 1 -> add(random);
            case 2, 3 -> join(random);
            case 4 -> leave(random);
            case 5 -> pick(random).forEach(client -> client.socket.stopReading());
            case 6, 7 -> pick(random).forEach(client -> client.socket.startReading());
            case 8 -> IntStream.range(0, random.nextInt(300)).forEach(ignored -> change(random));
            case 9, 10, 11 -> rig.crank();
            case 12 -> rig.crankLane(random.nextInt(2));
            case 13 -> rig.broadcaster().doWork(rig.nowUs);
            case 14 -> rig.nowUs += random.nextLong(6_000_000);
            case 15 -> tick();
            case 16 -> pick(random).forEach(Client::read);
            default -> change(random);
        }
    }

    private void change(SplittableRandom random) {
        books.get(random.nextInt(books.size())).step(random);
    }

    private void add(SplittableRandom random) {
        if (clients.size() < 10) {
            Client client = rig.client(random.nextInt(2), Rig.ENCODINGS.get(random.nextInt(3)));
            client.rule.watch((topic, standing, before) -> look(client.rule, topic, standing, before));
            clients.add(client);
        }
    }

    private List<Client> pick(SplittableRandom random) {
        return clients.isEmpty() ? List.of() : List.of(clients.get(random.nextInt(clients.size())));
    }

    private void join(SplittableRandom random) {
        Topic topic = view(random);
        for (Client client : pick(random)) {
            if (client.seats.containsKey(topic)) {
                client.outbox.firstAgain(client.seat(topic)); // As a client does that asks for a state.
            } else {
                client.read();
                client.rule.forget(topic);
                client.join(topic, rate(random), null);
            }
        }
    }

    private static Rate rate(SplittableRandom random) {
        return random.nextBoolean() ? Rate.EVERYTHING : RATES.get(random.nextInt(RATES.size()));
    }

    /** Reads first what came at the rate before, for a rate is all that tells one book from another here. */
    private void move(SplittableRandom random) {
        Topic topic = view(random);
        Rate rate = rate(random);
        for (Client client : pick(random)) {
            if (client.seats.containsKey(topic) && client.seat(topic).rate() != rate) {
                client.socket.startReading();
                client.read();
                client.move(topic, rate);
            }
        }
    }

    private void leave(SplittableRandom random) {
        Topic topic = view(random);
        for (Client client : pick(random)) {
            client.socket.startReading();
            client.leave(topic);
            client.read();
            client.rule.forget(topic);
        }
    }

    private Topic view(SplittableRandom random) {
        Topic whole = books.get(random.nextInt(books.size())).topic;
        int depth = RandomBook.DEPTHS.get(random.nextInt(RandomBook.DEPTHS.size()));
        return Topic.parse("book." + depth + ":" + whole.source() + ":" + whole.instrument());
    }

    /** After each message: the client's book is the shard's, and was from the number before up to this one. */
    private void look(RuleClient client, String topic, RuleClient.Standing standing, long before) {
        Topic view = Topic.parse(topic);
        RandomBook book = bookOf(view);
        int depth = view.kind().depth();
        String meant = book.levels(standing.last, depth);
        TextBook has = standing.book;
        looks++;
        if (meant != null) {
            assertThat(has == null ? "nothing" : has.levels())
                    .as("%s at %d", topic, standing.last)
                    .isEqualTo(meant);
        } else if (before < 0) {
            assertThat(has).as("%s at %d", topic, standing.last).isNull();
        }
        boolean asItComes = before >= 0 && !client.isRated(view);
        for (long seq = before + 1; asItComes && seq < standing.last; seq++) {
            assertThat(book.levels(seq, depth))
                    .as("%s at %d, which was not told", topic, seq)
                    .isEqualTo(book.levels(before, depth));
        }
    }

    private RandomBook bookOf(Topic view) {
        return books.stream()
                .filter(each -> each.topic.source().equals(view.source()))
                .findFirst()
                .orElseThrow();
    }

    /** The lanes' tick and, as sessions do, that of each way to a socket. */
    private void tick() {
        rig.tick();
        clients.forEach(client -> client.outbox.tick());
    }

    private void settle() {
        for (int round = 0; round < 20; round++) {
            clients.forEach(client -> client.socket.startReading());
            rig.nowUs += 1_000_000;
            tick();
            rig.crank();
            clients.forEach(Client::read);
        }
    }

    private void assertAtTheEnd(Client client, Topic topic, long seed) {
        RuleClient.Standing standing = client.rule.standing(topic);
        RandomBook book = bookOf(topic);
        int depth = topic.kind().depth();
        assertThat(standing.status)
                .as("seed %d, %s at %d of %d", seed, topic, standing.last, book.seq)
                .isEqualTo(book.status.text());
        if (book.served) {
            TextBook has = standing.book;
            assertThat(has == null ? "nothing" : has.levels())
                    .as("seed %d, %s", seed, topic)
                    .isEqualTo(book.levels(book.seq, depth));
        }
    }

    private long count(Count count) {
        return rig.lane(0).tally().get(count) + rig.lane(1).tally().get(count);
    }
}
