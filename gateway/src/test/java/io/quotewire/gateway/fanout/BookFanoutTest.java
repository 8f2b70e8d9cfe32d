package io.quotewire.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.JsonTree;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BookFanoutTest {
    private static final Topic BOOK = new Topic(Topic.Kind.BOOK, "okx", Instrument.parse("BTC-USDT"));
    private static final Topic FIVE = Topic.parse("book.5:okx:BTC-USDT");
    private static final Topic TOP = Topic.parse("book.1:okx:BTC-USDT");
    private static final Topic DEEP = Topic.parse("book.400:okx:BTC-USDT");

    private final Rig rig = new Rig(2, FanoutConfig.DEFAULT);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void join_beforeTheBook_getsNothingAtZero_thenTheStateThenWhatChanges() {
        Client client = rig.client(0);
        client.join(FIVE);
        rig.crank();
        state("10 1", "11 1");
        change("10 2");
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot 0", "snapshot 1", "update 2");
    }

    @Test
    void change_isPrintedOnceForEachDepthThatItConcerns_andNotForThoseThatNobodyFollows() {
        state("10 1 9 1", "11 1");
        rig.crank();
        assertThat(rig.broadcaster().tally().get(Count.ENCODED_BYTES)).isZero();
        List<Client> clients =
                IntStream.range(0, 6).mapToObj(i -> rig.client(i % 2)).toList();
        clients.forEach(client -> client.join(FIVE));
        clients.getFirst().join(TOP);
        rig.crank();
        long before = rig.broadcaster().tally().get(Count.PUBLISHED);

        change("9 2");
        rig.crank();

        assertThat(rig.broadcaster().tally().get(Count.PUBLISHED) - before).isEqualTo(2); // One for each lane.
        assertThat(kinds(clients.getFirst())).containsExactly("snapshot 1", "snapshot 1", "update 2");
        assertThat(kinds(clients.getLast())).containsExactly("snapshot 1", "update 2");
    }

    @Test
    void leave_ofTheLast_endsTheWorkForThatDepth_andAJoinerBeginsFresh() {
        state("10 1", "11 1");
        Client client = rig.client(0);
        client.join(FIVE);
        rig.crank();
        client.leave(FIVE);
        rig.crank();
        long encoded = rig.broadcaster().tally().get(Count.ENCODED_BYTES);
        change("10 2");
        assertThat(rig.broadcaster().tally().get(Count.ENCODED_BYTES)).isEqualTo(encoded);

        client.join(FIVE);
        rig.crank();
        assertThat(client.socket.received().getLast())
                .contains("\"type\":\"snapshot\"", "\"seq\":2,", "[\"10\",\"2\"]");
    }

    @Test
    void slowClient_getsNothingOfTheBookUntilOneSharedState_andIsToldSo() {
        state("10 1", "11 1");
        Client client = stalled(FIVE);
        client.read();
        for (int i = 0; i < 50; i++) {
            change("10 " + (1_000 + i));
            rig.crank();
        }
        rig.status(BOOK, Status.HALTED);
        rig.nowUs += TimeUnit.SECONDS.toMicros(20);
        rig.crank(); // The others hear that nothing happened.
        rig.assertConserved("while slow");
        assertThat(client.seat(FIVE).sentSeq()).isEqualTo(-1);
        client.socket.startReading();
        client.socket.received();
        rig.tick();
        rig.crank();
        change("10 3");
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot " + (rig.seq(BOOK) - 1), "update " + rig.seq(BOOK));
        rig.assertConserved("after the state");
    }

    @Test
    void slowClient_isToldWhichBooksBeginAnew() {
        state("10 1", "11 1");
        Client client = stalled(FIVE);
        client.socket.startReading();

        assertThat(client.socket.received())
                .contains("{\"type\":\"slow\",\"conflated\":[],\"resync\":[\"book.5:okx:BTC-USDT\"]}");
        assertThat(rig.lane(0).tally().get(Count.DROPPED_SLOW)).isEqualTo(1);
    }

    @Test
    void fullMailbox_isRepairedByOneState() {
        Rig small = new Rig(1, new FanoutConfig(16, 16, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15)));
        Client client = small.client(0);
        client.join(FIVE);
        small.crank();
        small.book(BOOK, true, levels("10 1"), levels("11 1"));
        for (int i = 2; i <= 40; i++) {
            small.book(BOOK, false, levels("10 " + i), Levels.EMPTY);
        }
        small.crankLane(0);
        small.crank();
        client.read();

        assertThat(small.broadcaster().tally().get(Count.DROPPED_LANE)).isEqualTo(24);
        assertThat(client.rule.resyncs()).isEmpty();
        assertThat(client.rule.standing(FIVE).last).isEqualTo(40);
        assertThat(Objects.requireNonNull(client.rule.standing(FIVE).book).levels())
                .isEqualTo("10:40,11:1");
        small.assertConserved("after the repair");
        small.close();
    }

    @Test
    void state_longerThanAllTheRoomThereIs_goesOutAlone() {
        Rig small = new Rig(1, new FanoutConfig(64, 64, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15)));
        String bids = levels(10_000);
        small.book(BOOK, true, levels(bids), levels(levels(50_000)));
        Client client = small.client(0);
        client.join(DEEP);
        client.join(FIVE);
        for (int i = 0; i < 4; i++) {
            small.crank();
            small.tick();
        }

        List<String> received = client.socket.received();
        assertThat(received).hasSize(2).anyMatch(text -> text.length() > 16 << 10);
        small.assertConserved("after a long state");
        small.close();
    }

    @Test
    void resync_ofABook_isAnsweredByAState_whileTheStreamGoesOn() {
        state("10 1", "11 1");
        Client client = rig.client(0);
        client.join(FIVE);
        rig.crank();
        client.outbox.firstAgain(client.seat(FIVE));
        change("10 2");
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot 1", "update 2", "snapshot 2");
    }

    @Test
    void silence_ofAView_isToldAtTheNumberThatWasToldLast() {
        state("10 1 9 1", "11 1");
        Client client = rig.client(0);
        client.join(TOP);
        rig.crank();
        for (int second = 0; second < 40; second++) {
            rig.nowUs += TimeUnit.SECONDS.toMicros(1);
            change("9 " + (second + 2)); // The book moves, the view does not.
            rig.crank();
        }

        assertThat(kinds(client)).containsExactly("snapshot 1", "still 1");
    }

    @Test
    void look_atABook_isAnsweredAtOnceWhereThereIsOne() throws Exception {
        state("10 1 9 1", "11 1");

        assertThat(look(TOP, 3).isDone()).isFalse();
        CompletableFuture<byte[]> answer = look(TOP, 3);
        rig.crank();
        assertThat(new String(answer.get(), UTF_8))
                .startsWith("{\"type\":\"snapshot\",\"topic\":\"book.1:okx:BTC-USDT\"")
                .contains("\"bids\":[[\"10\",\"1\"]],\"asks\":[[\"11\",\"1\"]]");
    }

    @Test
    void look_atABookThatIsNotThereYet_waitsForItAndNotForever() throws Exception {
        CompletableFuture<byte[]> patient = look(TOP, 3);
        CompletableFuture<byte[]> hasty = look(TOP, 1);
        CompletableFuture<byte[]> passing = look(TOP, 0);
        rig.crank();
        assertThat(List.of(patient.isDone(), hasty.isDone(), passing.isDone())).containsExactly(false, false, true);
        rig.nowUs += TimeUnit.SECONDS.toMicros(1);
        rig.crank();
        assertThat(new String(hasty.get(), UTF_8)).contains("\"status\":\"down\",\"data\":null");
        assertThat(patient.isDone()).isFalse();

        state("10 1", "11 1");
        rig.crank();
        assertThat(new String(patient.get(), UTF_8)).contains("\"bids\":[[\"10\",\"1\"]]");
    }

    private CompletableFuture<byte[]> look(Topic topic, int seconds) {
        return Objects.requireNonNull(rig.fanout().look(topic, Duration.ofSeconds(seconds)));
    }

    /** A client whose socket has taken all that it can and missed a change. */
    private Client stalled(Topic topic) {
        Client client = rig.client(0);
        client.join(topic);
        rig.crank();
        client.socket.stopReading();
        for (int i = 1; client.seat(topic).sentSeq() >= 0; i++) {
            change("10 " + i);
            rig.crank();
        }
        return client;
    }

    private void state(String bids, String asks) {
        rig.book(BOOK, true, levels(bids), levels(asks));
    }

    private void change(String bids) {
        rig.book(BOOK, false, levels(bids), Levels.EMPTY);
    }

    private static String levels(int from) {
        return IntStream.range(0, 400)
                .mapToObj(i -> (from < 50_000 ? from - i : from + i) + ".00000000 0.12345678")
                .reduce("", (some, more) -> some.isEmpty() ? more : some + " " + more);
    }

    private static Levels levels(String text) {
        return Levels.of(Stream.of(text.split(" ")).map(Decimal::parse).toArray(Decimal[]::new));
    }

    private static List<String> kinds(Client client) {
        return client.socket.received().stream()
                .map(JsonTree::read)
                .filter(message -> message.get("topic") != null)
                .map(message -> message.get("type") + " " + message.get("seq"))
                .toList();
    }
}
