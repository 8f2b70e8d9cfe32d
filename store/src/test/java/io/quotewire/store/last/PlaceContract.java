package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of every place. */
abstract class PlaceContract {
    static final String TOPIC = "quote:okx:BTC-USDT";

    /** Of the time of which {@link RandomValues#NOW_US} is, so that none is of the future. */
    static final long EPOCH_MS = RandomValues.NOW_US / 1_000 - 5_000;

    final Refusals refusals = new Refusals();

    /** The same one each time, as another process opens it. */
    abstract Place open() throws IOException;

    /** Makes it fail. */
    abstract void harm() throws Exception;

    abstract void heal() throws Exception;

    @Test
    final void nothing_inANewPlace_isRead() throws IOException {
        try (Place place = open()) {
            assertThat(place.read(refusals)).isEmpty();
        }
        assertThat(refusals.all()).isZero();
    }

    @Test
    final void values_ofEveryKind_areThereForTheNext() throws IOException {
        RandomValues random = new RandomValues(1);
        List<LastValue> values = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            values.add(random.next(i, EPOCH_MS, i + 1));
        }
        try (Place place = open()) {
            place.write(values, refusals);
        }
        assertThat(read()).containsExactlyInAnyOrderElementsOf(values);
        assertThat(refusals.all()).isZero();
    }

    @Test
    final void newer_ofATopic_takesThePlaceOfTheOlder() throws IOException {
        write(quote(0, 8, "1"), quote(0, 9, "2"));
        write(quote(0, 10, "3"));
        assertThat(read()).containsExactly(quote(0, 10, "3"));

        write(quote(1, 1, "4"));
        assertThat(read()).containsExactly(quote(1, 1, "4"));
    }

    @Test
    final void older_ofATopic_changesNothing() throws IOException {
        write(quote(1, 9, "1"));

        write(quote(1, 8, "2"));
        write(quote(0, 99, "3"));

        assertThat(read()).containsExactly(quote(1, 9, "1"));
    }

    @Test
    final void place_thatHasFailed_takesAllWhenItWorks() throws Exception {
        try (Place place = open()) {
            place.write(List.of(quote(0, 1, "1")), refusals);
            harm();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> place.write(List.of(quote(0, 2, "2")), refusals));

            heal();

            place.write(List.of(quote(0, 3, "3")), refusals);
        }
        assertThat(read()).containsExactly(quote(0, 3, "3"));
    }

    static LastValue quote(long life, long seq, String bid) {
        return RandomValues.quote(TOPIC, EPOCH_MS + life, seq, bid);
    }

    final void write(LastValue... values) throws IOException {
        try (Place place = open()) {
            place.read(refusals);
            place.write(List.of(values), refusals);
        }
    }

    final List<LastValue> read() throws IOException {
        try (Place place = open()) {
            return List.copyOf(place.read(refusals));
        }
    }

    final void assertRefused(Refusal refusal, long times) {
        assertThat(refusals.of(refusal)).as("%s", refusal).isEqualTo(times);
    }
}
