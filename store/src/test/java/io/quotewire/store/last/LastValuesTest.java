package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Epoch;
import io.quotewire.model.Metric;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastValuesTest {
    private static final long LIFE = RandomValues.NOW_US / 1_000;
    private static final String BTC = "quote:okx:BTC-USDT";
    private static final String ETH = "quote:okx:ETH-USDT";
    private static final LastValuesConfig CONFIG = new LastValuesConfig(true, 3, Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final Shelf shelf = new Shelf(100);
    private final Refusals refusals = new Refusals();

    @Test
    void topics_thatChangeOften_areWrittenOnceWithTheNewest() {
        Note place = new Note();
        Scribe scribe = scribe(place);
        for (int seq = 1; seq <= 100; seq++) {
            shelf.put(update(BTC, LIFE, seq));
        }
        shelf.put(update(ETH, LIFE, 1));
        scribe.turn(1);
        scribe.turn(2);

        assertThat(place.batches).hasSize(1);
        assertThat(place.held(BTC).head().seq()).isEqualTo(100);
        assertThat(scribe.writes()).isEqualTo(2);

        shelf.put(update(BTC, LIFE, 101));
        scribe.turn(3);
        assertThat(place.batches.getLast())
                .extracting(value -> value.head().seq())
                .containsExactly(101L);
    }

    @Test
    void changeOfStatus_isWrittenWithItsValue_andWhatIsNoValueIsNot() {
        Note place = new Note();
        Update.Value value = (Update.Value) update(BTC, LIFE, 1);
        Head stale = head(value.head(), LIFE, 2, Status.STALE);
        shelf.put(value);
        shelf.put(new Update.StatusChange(stale, 1, null, "why", 5, value.data()));
        shelf.put(new Update.StatusChange(head(value.head(), LIFE, 3, Status.DOWN), 2, null, "why", 5, null));
        shelf.put(new Update.Gap(value.head(), 0, 1));
        scribe(place).turn(1);

        assertThat(place.held).containsOnlyKeys(BTC);
        assertThat(place.held(BTC).head()).isEqualTo(stale);
    }

    /** What the engine tells of before is no news, and must not look younger at the next start. */
    @Test
    void remembered_whenItIsToldAgain_keepsItsNumbers() {
        Note place = new Note();
        Update.Value before = (Update.Value) update(BTC, LIFE - 5, 8);
        shelf.restore(new LastValue(before.head(), before.data()));
        shelf.put(
                new Update.StatusChange(head(before.head(), LIFE, 1, Status.STALE), 0, null, "why", 5, before.data()));
        scribe(place).turn(1);
        assertThat(place.held(BTC).head()).isEqualTo(before.head());

        shelf.put(update(BTC, LIFE, 2));
        assertThat(shelf.size()).isEqualTo(1);
        Note next = new Note();
        scribe(next).turn(1);
        assertThat(next.held(BTC).head().epoch()).isEqualTo(new Epoch(LIFE));
    }

    @Test
    void place_thatFails_isLeftInPeaceLongerAndLonger_andThenGetsAllAnew() {
        Note place = new Note();
        Scribe scribe = scribe(place);
        shelf.put(update(BTC, LIFE, 1));
        shelf.put(update(ETH, LIFE, 1));
        scribe.turn(0);
        place.broken = true;
        shelf.put(update(BTC, LIFE, 2));
        List<Long> tries = new ArrayList<>();
        for (long atUs = 1; atUs < 200_000_000; atUs += 50_000) {
            long before = place.asked;
            scribe.turn(atUs);
            if (place.asked > before) {
                tries.add(atUs);
            }
        }

        assertThat(tries).hasSizeBetween(8, 20);
        assertThat(tries.get(1) - tries.get(0)).isBetween(250_000L, 600_000L);
        assertThat(tries.getLast() - tries.get(tries.size() - 2)).isBetween(15_000_000L, 30_100_000L);
        assertThat(scribe.isUp()).isFalse();
        assertThat(scribe.failures()).isEqualTo(tries.size());

        place.broken = false;
        place.held.clear();
        scribe.turn(400_000_000);
        assertThat(scribe.isUp()).isTrue();
        assertThat(place.held).containsOnlyKeys(BTC, ETH);
    }

    @Test
    void recalled_ofTwoPlaces_isTheNewerOfEach() {
        Note one = Note.of(value(BTC, LIFE - 9, 5), value(ETH, LIFE - 9, 9));
        Note other = Note.of(value(BTC, LIFE - 8, 1), value(ETH, LIFE - 9, 8));
        try (LastValues values = open(CONFIG, any -> true, one, other)) {
            assertThat(values.recalled()).containsExactly(value(BTC, LIFE - 8, 1), value(ETH, LIFE - 9, 9));
            assertThat(values.newestEpoch()).isEqualTo(new Epoch(LIFE - 8));
        }
        assertThat(one.held).isEqualTo(other.held); // Each has what the other lacked.
        assertThat(one.closed && other.closed).isTrue();
    }

    @Test
    void recalled_isOnlyWhatMayBeTold() {
        Update.Value plain = (Update.Value) update(BTC, LIFE - 5, 1);
        Head was = plain.head();
        LastValue old =
                new LastValue(at(was, "quote:okx:OLD-USDT", RandomValues.NOW_US - 3_600_000_001L), plain.data());
        LastValue future =
                new LastValue(at(was, "quote:okx:FUT-USDT", RandomValues.NOW_US + 3_600_000_001L), plain.data());
        LastValue closed = new LastValue(head(was, LIFE - 5, 1, Status.CLOSED), plain.data());
        LastValue later = value("quote:okx:LATE-USDT", LIFE + 3_700_000, 1);
        Note place = Note.of(old, future, closed, later, value("quote:ftx:BTC-USDT", LIFE, 1), value(ETH, LIFE - 5, 1));
        try (LastValues values = open(CONFIG, value -> !value.head().source().equals("ftx"), place)) {
            assertThat(values.recalled()).containsExactly(value(ETH, LIFE - 5, 1));
            assertThat(refused(values, Refusal.AGE)).isEqualTo(1);
            assertThat(refused(values, Refusal.FUTURE)).isEqualTo(2);
            assertThat(refused(values, Refusal.CLOSED)).isEqualTo(1);
            assertThat(refused(values, Refusal.UNKNOWN)).isEqualTo(1);
        }
    }

    @Test
    void topics_beyondTheBound_areRefusedAndCounted() {
        Note place = new Note();
        try (LastValues values = open(CONFIG, any -> true, place)) {
            for (int i = 0; i < 5; i++) {
                values.on(update("quote:okx:A" + i + "-USDT", LIFE, 1));
                values.on(update("quote:okx:A" + i + "-USDT", LIFE, 2));
            }
            assertThat(refused(values, Refusal.FULL)).isEqualTo(4);
        }
        assertThat(place.held).hasSize(3);
    }

    /** Whoever can write to a Redis could else keep true values from being remembered. */
    @Test
    void remembered_topicsThatDoNotSpeak_giveWayToThoseThatDo() {
        Note place = Note.of(
                value("quote:okx:A1-USDT", LIFE - 1, 1),
                value("quote:okx:A2-USDT", LIFE - 1, 1),
                value("quote:okx:A3-USDT", LIFE - 1, 1));
        try (LastValues values = open(CONFIG, any -> true, place)) {
            values.on(update("quote:okx:A2-USDT", LIFE, 1));
            values.on(update("quote:okx:B1-USDT", LIFE, 1));
            values.on(update("quote:okx:B2-USDT", LIFE, 1));
            assertThat(refused(values, Refusal.FULL)).isZero();
            values.on(update("quote:okx:B3-USDT", LIFE, 1));
            assertThat(refused(values, Refusal.FULL)).isEqualTo(1);
        }
        assertThat(place.held.values().stream()
                        .filter(value -> value.head().epoch().value() == LIFE))
                .extracting(value -> value.topic().toString())
                .containsExactlyInAnyOrder("quote:okx:A2-USDT", "quote:okx:B1-USDT", "quote:okx:B2-USDT");
    }

    @Test
    void place_thatDoesNotAnswer_isNotWaitedFor() {
        Note silent = new Note();
        silent.gate = new CountDownLatch(1);
        Note sound = Note.of(value(BTC, LIFE - 1, 1));
        LastValues values = open(CONFIG, any -> true, silent, sound);

        assertThat(values.recalled()).containsExactly(value(BTC, LIFE - 1, 1));

        silent.gate.countDown();
        values.close();
        assertThat(silent.held).containsOnlyKeys(BTC);
    }

    @Test
    void place_thatThrowsWhatItMayNot_harmsNobody() {
        Note bad = new Note() {
            @Override
            public Collection<LastValue> read(Refusals refusals) {
                throw new IllegalStateException("a bug");
            }
        };
        Note sound = Note.of(value(BTC, LIFE - 1, 1));
        try (LastValues values = open(CONFIG, any -> true, bad, sound)) {
            assertThat(values.recalled()).hasSize(1);
        }
    }

    @Test
    void closed_keeper_hasWrittenAllThatWasToldBefore_andNothingOfLater() throws IOException {
        LastValues values = open(CONFIG, any -> true, new LastFile(folder.resolve("values"), 10));
        values.on(update(BTC, LIFE, 1));
        values.close();
        values.on(update(BTC, LIFE, 2));

        try (Place file = new LastFile(folder.resolve("values"), 10)) {
            assertThat(file.read(refusals))
                    .extracting(value -> value.head().seq())
                    .containsExactly(1L);
        }
    }

    @Test
    void folder_thatCannotBeWritten_isGoneOnWithout() throws IOException {
        Path gone = folder.resolve("gone");
        Scribe scribe = scribe(new LastFile(gone.resolve("values"), 10));
        shelf.put(update(BTC, LIFE, 1));
        scribe.turn(1);
        assertThat(scribe.isUp()).isFalse();
        assertThat(scribe.failures()).isEqualTo(1);

        Files.createDirectory(gone);
        scribe.turn(600_000);
        assertThat(scribe.isUp()).isTrue();
        assertThat(gone.resolve("values")).isNotEmptyFile();
    }

    @Test
    void readings_coverEachMetric() {
        try (LastValues values = open(CONFIG, any -> true, new Note())) {
            assertThat(values.read()).extracting(Metric.Reading::metric).contains(LastMetric.values());
        }
    }

    private Scribe scribe(Place place) {
        return new Scribe(place, shelf, refusals, () -> 0, new SplittableRandom(1));
    }

    private static LastValues open(LastValuesConfig config, Predicate<LastValue> known, Place... places) {
        return LastValues.open(config, List.of(places), () -> RandomValues.NOW_US, new SplittableRandom(1), known);
    }

    private static double refused(LastValues values, Refusal refusal) {
        return values.read().stream()
                .filter(reading -> reading.labels().containsValue(refusal.text()))
                .mapToDouble(Metric.Reading::value)
                .sum();
    }

    private static LastValue value(String topic, long life, long seq) {
        return RandomValues.quote(topic, life, seq, "1." + seq);
    }

    private static Update update(String topic, long life, long seq) {
        LastValue value = value(topic, life, seq);
        return new Update.Value(value.head(), false, value.data());
    }

    private static Head head(Head like, long life, long seq, Status status) {
        return new Head(
                like.topic(),
                new Epoch(life),
                seq,
                like.tsUs(),
                like.recvUs(),
                like.source(),
                status,
                like.simulated());
    }

    private static Head at(Head like, String topic, long recvUs) {
        return new Head(
                Topic.parse(topic),
                like.epoch(),
                like.seq(),
                recvUs,
                recvUs,
                like.source(),
                like.status(),
                like.simulated());
    }

    /** A place in memory that a test can break. */
    private static class Note implements Place {
        final List<Collection<LastValue>> batches = new ArrayList<>();
        final Map<String, LastValue> held = new HashMap<>();
        CountDownLatch gate = new CountDownLatch(0);
        volatile boolean broken;
        volatile boolean closed;
        long asked;

        LastValue held(String topic) {
            return Objects.requireNonNull(held.get(topic), topic);
        }

        static Note of(LastValue... values) {
            Note note = new Note();
            for (LastValue value : values) {
                note.held.put(value.topic().toString(), value);
            }
            return note;
        }

        @Override
        public String name() {
            return "note";
        }

        @Override
        public Collection<LastValue> read(Refusals refusals) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return List.copyOf(held.values());
        }

        @Override
        public void write(Collection<LastValue> values, Refusals refusals) throws IOException {
            asked++;
            if (broken) {
                throw new IOException("broken");
            }
            batches.add(List.copyOf(values));
            values.forEach(value -> held.put(value.topic().toString(), value));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
