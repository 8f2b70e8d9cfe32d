package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.adapter.VenueAdapters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final long SECOND_US = 1_000_000;
    private static final List<Channel> PRICES = List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES);

    private final Profile profile = VenueAdapters.of("binance").orElseThrow().profile();
    private final Subscriptions subscriptions = new Subscriptions(profile, new SplittableRandom(7));
    private long nowUs = SECOND_US;

    @Test
    void next_forManyListings_batchesWithinTheLimitChannelByChannel() {
        add(150);
        assertThat(sizes(drain())).containsExactly(100, 50, 100, 50, 100, 50);
        assertThat(next()).isNull();
        assertThat(subscriptions.size()).as("with room for their books").isEqualTo(600);
    }

    @Test
    void request_answeredById_isConfirmedAsAWhole() {
        add(3);
        drain().forEach(request -> subscriptions.confirmed(request.id(), (listing, channel) -> {}));
        nowUs += 3_600 * SECOND_US;
        assertThat(next()).isNull();
    }

    @Test
    void data_confirmsAsTheAnswerDoes() {
        add(1);
        drain();
        PRICES.forEach(channel -> subscriptions.confirmed(channel, "C0USDT"));
        nowUs += 3_600 * SECOND_US;
        assertThat(next()).isNull();
    }

    @Test
    void request_leftUnanswered_isRepeatedEverLater() {
        add(1);
        drain();
        long[] asked = new long[6];
        for (int i = 0; i < asked.length; i++) {
            long started = nowUs;
            while (next() == null) {
                nowUs += SECOND_US / 2;
            }
            drain();
            asked[i] = nowUs - started;
        }
        assertThat(asked[0]).isGreaterThanOrEqualTo(Subscriptions.ANSWER_US);
        assertThat(subscriptions.complaint()).contains("no answer to request 3");
        assertThat(subscriptions.takeUnanswered()).isGreaterThan(6);
        assertThat(subscriptions.takeUnanswered()).as("each is told once").isZero();
    }

    /** One bad symbol among a hundred is found by halves; no good one is kept waiting by it. */
    @Test
    void refusalOfAWholeRequest_isHalvedUntilTheCulpritStandsAlone() {
        add(100);
        int messages = 0;
        for (Request request = next(); request != null; request = next()) {
            messages++;
            if (request.symbols().contains("C37USDT")) {
                subscriptions.refused(request.id(), "bad stream", nowUs);
            } else {
                subscriptions.confirmed(request.id(), (listing, channel) -> {});
            }
        }
        assertThat(messages)
                .as("3 channels, 2 messages for each of 7 halvings at most")
                .isLessThanOrEqualTo(45);
        assertThat(subscriptions.complaint()).contains("C37USDT", "bad stream");
        nowUs += Subscriptions.RETRY_MOST_US;
        assertThat(drain()).isNotEmpty().allMatch(again -> again.symbols().equals(List.of("C37USDT")));
    }

    @Test
    void requestRefusedAsOneTooMany_isMadeAgainAsAWholeWhenItMay() {
        add(100);
        Request first = Objects.requireNonNull(next());
        long untilUs = nowUs + 60 * SECOND_US;
        subscriptions.postpone(first.id(), null, null, untilUs);
        drain().forEach(other -> subscriptions.confirmed(other.id(), (listing, channel) -> {}));
        assertThat(subscriptions.complaint()).isNull();
        nowUs = untilUs - 1;
        assertThat(next()).isNull();
        nowUs = untilUs;
        assertThat(Objects.requireNonNull(next()).symbols()).isEqualTo(first.symbols());
    }

    @Test
    void oneRefusedByNameAsOneTooMany_isAskedForAgainWhenItMay() {
        add(1);
        drain();
        subscriptions.postpone(0, Channel.TICKER, "C0USDT", nowUs + SECOND_US);
        assertThat(next()).isNull();
        nowUs += SECOND_US;
        assertThat(Objects.requireNonNull(next()).channel()).isEqualTo(Channel.TICKER);
        assertThat(next()).isNull();
    }

    /** Kraken and Coinbase may say so of nothing in particular. */
    @Test
    void oneTooMany_whichIsNotSaid_mayBeAnyThatHasNoAnswer() {
        add(1);
        Request answered = Objects.requireNonNull(next());
        subscriptions.confirmed(answered.id(), (listing, channel) -> {});
        int others = drain().size();
        subscriptions.postpone(0, null, null, nowUs + SECOND_US);
        nowUs += SECOND_US;
        assertThat(drain()).hasSize(others).noneMatch(again -> again.channel() == answered.channel());
        assertThat(subscriptions.takeUnanswered()).isZero();
    }

    @Test
    void oneRefused_andAskedForAgain_isNotCalledUnanswered() {
        add(1);
        drain();
        subscriptions.refused(Channel.TICKER, "C0USDT", "no", nowUs);
        assertThat(subscriptions.complaint()).contains("no");
        PRICES.stream()
                .filter(channel -> channel != Channel.TICKER)
                .forEach(channel -> subscriptions.confirmed(channel, "C0USDT"));
        nowUs += Subscriptions.RETRY_MOST_US;
        assertThat(drain()).hasSize(1);
        assertThat(subscriptions.complaint()).isNull();
    }

    @Test
    void refusalByName_setsOnlyThatOneAside() {
        add(2);
        drain();
        assertThat(subscriptions.refused(Channel.TICKER, "C1USDT", "no", nowUs)).isFalse();
        assertThat(subscriptions.refused(Channel.QUOTE, "C1USDT", "no", nowUs)).isFalse();
        assertThat(subscriptions.refused(Channel.TRADES, "C1USDT", "no", nowUs))
                .as("nothing is left of it")
                .isTrue();
        assertThat(subscriptions.refused(Channel.TRADES, "ELSE", "no", nowUs)).isFalse();
        assertThat(subscriptions.refused(99, "an unknown request", nowUs)).isEmpty();
    }

    @Test
    void refused_whenTheConnectionEnds_staysRefusedUntilItsTime() {
        add(2);
        drain();
        subscriptions.refused(Channel.TICKER, "C1USDT", "no", nowUs);
        subscriptions.reset();
        List<Request> again = drain();
        assertThat(sizes(again)).containsExactly(2, 1, 2);
    }

    @Test
    void removed_isLeftUpstreamOnlyIfItWasAskedFor() {
        add(2);
        subscriptions.remove("C1USDT", PRICES);
        assertThat(drain())
                .allMatch(Request::subscribe)
                .allMatch(request -> request.symbols().equals(List.of("C0USDT")));
        subscriptions.remove("C0USDT", PRICES);
        assertThat(drain()).hasSize(3).noneMatch(Request::subscribe);
        assertThat(subscriptions.isEmpty()).isTrue();
    }

    /** Kraken refuses what it sends already, and a book would be without its state for as long as it refuses. */
    @Test
    void removedAndWantedAgain_isLeftFirst_andAskedForAnew() {
        add(1);
        drain();
        subscriptions.remove("C0USDT", PRICES);
        add(1);
        assertThat(drain().stream().map(Request::subscribe)).containsExactly(false, false, false, true, true, true);
    }

    @Test
    void data_onItsWayFromBefore_doesNotConfirmWhatIsYetToBeAskedFor() {
        add(1);
        drain();
        subscriptions.remove("C0USDT", PRICES);
        drain();
        add(1);
        assertThat(subscriptions.confirmed(Channel.QUOTE, "C0USDT")).isFalse();
        List<Request> asked = drain();
        assertThat(asked).hasSize(3).allMatch(Request::subscribe);
        assertThat(subscriptions.confirmed(Channel.QUOTE, "C0USDT")).isTrue();
        assertThat(subscriptions.isConfirmed("C0USDT", Channel.QUOTE)).isTrue();
    }

    @Test
    void data_onANewConnection_doesNotConfirmWhatWasAskedForOnTheLastOne() {
        add(1);
        drain();
        subscriptions.reset();
        assertThat(subscriptions.confirmed(Channel.QUOTE, "C0USDT")).isFalse();
        assertThat(drain()).hasSize(3);
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Instrument instrument = Instrument.parse("C" + i + "-USDT");
            subscriptions.add(new Listing("binance", instrument), "C" + i + "USDT", PRICES);
        }
    }

    private @Nullable Request next() {
        return subscriptions.next(nowUs);
    }

    private List<Request> drain() {
        List<Request> requests = new ArrayList<>();
        for (Request request = next(); request != null; request = next()) {
            requests.add(request);
        }
        return requests;
    }

    private static List<Integer> sizes(List<Request> requests) {
        return requests.stream().map(request -> request.symbols().size()).toList();
    }
}
