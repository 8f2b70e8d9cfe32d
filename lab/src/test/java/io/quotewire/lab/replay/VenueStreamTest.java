package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.FrameReader;
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.host.Outlet;
import io.quotewire.lab.replay.Progress.State;
import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream by hand: no thread, no socket, a clock that the test moves. */
class VenueStreamTest {
    private static final StreamKey TRADES = new StreamKey("trades", "BTC-USDT");
    private static final StreamKey TICKERS = new StreamKey("tickers", "BTC-USDT");
    private static final List<StreamKey> BOTH = List.of(TRADES, TICKERS);

    @TempDir
    private Path folder;

    private final PriorityQueue<Ring> alarms = new PriorityQueue<>((a, b) -> Long.compare(a.atUs, b.atUs));
    private final FakeSupply supply = new FakeSupply();
    private long nowUs = 5_000_000;
    private Recording recording;

    /** Trades 1, 3 and 5 at 0, 20 and 40 ms, tickers 2 and 4 at 10 and 30 ms. */
    @BeforeEach
    void record() throws IOException {
        recording = new Tape(folder)
                .frame(0, "trades", 1)
                .frame(10, "tickers", 2)
                .frame(20, "trades", 3)
                .frame(30, "tickers", 4)
                .frame(40, "trades", 5)
                .recording();
        supply.load(recording);
    }

    @Test
    void incompleteSubscription_waitsForQuiet() {
        VenueStream stream = stream(1);
        FakeOutlet outlet = new FakeOutlet();
        stream.subscribe(outlet, List.of(TRADES));

        pass(499);
        assertThat(stream.progress().state()).isEqualTo(State.WAITING);
        assertThat(outlet.got).isEmpty();
        pass(1);
        assertThat(stream.progress().state()).isEqualTo(State.PLAYING);
        assertThat(outlet.got).containsExactly(1);
    }

    @Test
    void completeSubscription_startsAtOnceAndKeepsTheRecordedPace() {
        FakeOutlet outlet = new FakeOutlet();
        stream(1).subscribe(outlet, BOTH);

        pass(0);
        assertThat(outlet.got).containsExactly(1);
        pass(9);
        assertThat(outlet.got).containsExactly(1);
        pass(1);
        assertThat(outlet.got).containsExactly(1, 2);
        pass(30);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void speedTen_isTenTimesAsFast() {
        FakeOutlet outlet = new FakeOutlet();
        stream(10).subscribe(outlet, BOTH);

        pass(1);
        assertThat(outlet.got).containsExactly(1, 2);
        pass(3);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void flatOut_needsNoTime() {
        FakeOutlet outlet = new FakeOutlet();
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        stream.subscribe(outlet, BOTH);

        pass(0);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
        assertThat(stream.progress()).isEqualTo(new Progress("okx", State.ENDED, 5, 5, 0, 40_000, 40_000));
        assertThat(stream.finished()).isCompleted();
    }

    /** 25 ms after the first frame: what came before is there at once, and the pace counts from that moment on. */
    @Test
    void moment_withinTheRecording_isReachedFlatOutAndKeptPaceFrom() {
        FakeOutlet outlet = new FakeOutlet();
        stream(new ReplayConfig(1, Duration.ofMillis(500)).from(Moment.parse("1000025000")))
                .subscribe(outlet, BOTH);

        pass(0);
        assertThat(outlet.got).containsExactly(1, 2, 3);
        pass(4);
        assertThat(outlet.got).containsExactly(1, 2, 3);
        pass(1);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4);
        pass(9);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4);
        pass(1);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
    }

    /** A frame of that very moment is the first that has its time. */
    @Test
    void moment_ofAFrame_beginsWithIt() {
        FakeOutlet outlet = new FakeOutlet();
        stream(new ReplayConfig(10, Duration.ofMillis(500)).from(Moment.parse("1970-01-01T00:16:40.020Z")))
                .subscribe(outlet, BOTH);

        pass(0);
        assertThat(outlet.got).containsExactly(1, 2, 3);
        pass(1);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4);
    }

    @Test
    void onlyWhatIsSubscribed_isSentTheRestIsCounted() {
        FakeOutlet both = new FakeOutlet();
        FakeOutlet tickers = new FakeOutlet();
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        stream.subscribe(both, BOTH);
        stream.subscribe(tickers, List.of(TICKERS));
        stream.unsubscribe(both, List.of(TRADES));

        pass(500);
        assertThat(both.got).containsExactly(2, 4);
        assertThat(tickers.got).containsExactly(2, 4);
        assertThat(stream.progress().sent()).isEqualTo(2);
        assertThat(stream.progress().unsent()).isEqualTo(3);
    }

    @Test
    void laterSubscriber_joinsAtThePresentPosition() {
        VenueStream stream = stream(1);
        stream.subscribe(new FakeOutlet(), BOTH);
        pass(20);

        FakeOutlet late = new FakeOutlet();
        stream.subscribe(late, BOTH);
        pass(20);
        assertThat(late.got).containsExactly(4, 5);
    }

    @Test
    void paced_whileNobodyListens_timePasses() {
        VenueStream stream = stream(1);
        FakeOutlet first = new FakeOutlet();
        stream.subscribe(first, BOTH);
        pass(10);
        stream.unsubscribe(first, BOTH);
        pass(20);

        FakeOutlet second = new FakeOutlet();
        stream.subscribe(second, BOTH);
        pass(10);
        assertThat(first.got).containsExactly(1, 2);
        assertThat(second.got).containsExactly(5);
        assertThat(stream.progress().unsent()).isEqualTo(2);
    }

    @Test
    void flatOut_whenAllHaveLeft_waitsForACompleteSubscriptionAndLosesNothing() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        FakeOutlet first = new FakeOutlet();
        first.room = 2;
        stream.subscribe(first, BOTH);
        pass(0);
        stream.unsubscribe(first, BOTH);
        pass(10_000);
        assertThat(stream.progress().state()).isEqualTo(State.WAITING);

        FakeOutlet second = new FakeOutlet();
        stream.subscribe(second, List.of(TICKERS));
        pass(100);
        stream.subscribe(second, List.of(TRADES));
        pass(0);
        assertThat(first.got).containsExactly(1, 2);
        assertThat(second.got).containsExactly(3, 4, 5);
    }

    @Test
    void halfASubscription_ofAConnectionThatLeft_doesNotCount() {
        VenueStream stream = stream(1);
        FakeOutlet first = new FakeOutlet();
        stream.subscribe(first, List.of(TRADES));
        stream.unsubscribe(first, List.of(TRADES));
        FakeOutlet second = new FakeOutlet();
        stream.subscribe(second, List.of(TICKERS));

        pass(499);
        assertThat(stream.progress().state()).isEqualTo(State.WAITING);
    }

    @Test
    void receiverThatIsFull_holdsTheStreamAndLosesNothing() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        FakeOutlet slow = new FakeOutlet();
        FakeOutlet fast = new FakeOutlet();
        slow.room = 3;
        stream.subscribe(slow, BOTH);
        stream.subscribe(fast, BOTH);
        pass(0);
        assertThat(slow.got).containsExactly(1, 2, 3);
        assertThat(fast.got).containsExactly(1, 2, 3);

        slow.room = 10;
        stream.roomAgain();
        pass(0);
        assertThat(slow.got).containsExactly(1, 2, 3, 4, 5);
        assertThat(fast.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void receiverThatWasFull_leaving_letsTheOthersGoOn() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        FakeOutlet stuck = new FakeOutlet();
        FakeOutlet fast = new FakeOutlet();
        stuck.room = 1;
        stream.subscribe(stuck, BOTH);
        stream.subscribe(fast, BOTH);
        pass(0);
        stream.unsubscribe(stuck, BOTH);

        pass(0);
        assertThat(fast.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void mute_paced_losesWhatFallsIntoIt() {
        VenueStream stream = stream(1);
        FakeOutlet outlet = new FakeOutlet();
        stream.subscribe(outlet, BOTH);
        pass(0);
        stream.mute(true);
        pass(20);
        stream.mute(false);
        pass(20);

        assertThat(outlet.got).containsExactly(1, 4, 5);
        assertThat(stream.progress().unsent()).isEqualTo(2);
    }

    @Test
    void mute_beforeTheStart_holdsItUntilHealed() {
        VenueStream stream = stream(1);
        FakeOutlet outlet = new FakeOutlet();
        stream.mute(true);
        stream.subscribe(outlet, BOTH);
        pass(1_000);
        assertThat(stream.progress().state()).isEqualTo(State.WAITING);

        stream.mute(false);
        pass(40);

        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void mute_flatOut_holdsTheStream() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        FakeOutlet outlet = new FakeOutlet();
        stream.mute(true);
        stream.subscribe(outlet, BOTH);
        pass(1_000);
        assertThat(outlet.got).isEmpty();

        stream.mute(false);
        pass(0);
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void supplyThatIsBehind_isWaitedFor() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        supply.atHand = 2;
        FakeOutlet outlet = new FakeOutlet();
        stream.subscribe(outlet, BOTH);
        pass(0);
        assertThat(outlet.got).containsExactly(1, 2);
        assertThat(stream.progress().state()).isEqualTo(State.PLAYING);

        supply.atHand = 5;
        stream.advance();
        assertThat(outlet.got).containsExactly(1, 2, 3, 4, 5);
        assertThat(stream.progress().state()).isEqualTo(State.ENDED);
    }

    @Test
    void supplyThatFails_endsTheStreamAndSaysWhy() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        supply.failure = new IOException("the disk is gone");
        stream.subscribe(new FakeOutlet(), BOTH);
        pass(0);

        assertThat(stream.progress().state()).isEqualTo(State.FAILED);
        assertThat(stream.finished()).isCompletedExceptionally();
    }

    @Test
    void finished_waitsForDelivery() {
        VenueStream stream = stream(ReplayConfig.FLAT_OUT);
        FakeOutlet outlet = new FakeOutlet();
        outlet.deliversLater = true;
        stream.subscribe(outlet, BOTH);
        pass(0);
        assertThat(stream.finished()).isNotDone();

        outlet.deliver();
        assertThat(stream.finished()).isCompleted();
    }

    private VenueStream stream(int speed) {
        return stream(new ReplayConfig(speed, Duration.ofMillis(500)));
    }

    private VenueStream stream(ReplayConfig config) {
        return new VenueStream(
                recording, supply, config, () -> nowUs, (afterUs, task) -> alarms.add(new Ring(nowUs + afterUs, task)));
    }

    /** Lets {@code ms} go by, each alarm ringing at its time. */
    private void pass(long ms) {
        long untilUs = nowUs + ms * 1_000;
        for (Ring ring = alarms.peek(); ring != null && ring.atUs <= untilUs; ring = alarms.peek()) {
            alarms.remove(ring);
            nowUs = Math.max(nowUs, ring.atUs);
            ring.task.run();
        }
        nowUs = untilUs;
    }

    private record Ring(long atUs, Runnable task) {}

    private static final class FakeSupply implements FrameSupply {
        private final List<Frame> frames = new ArrayList<>();
        private int next;
        private int atHand;
        private @Nullable IOException failure;

        void load(Recording recording) throws IOException {
            try (FrameReader reader = recording.read()) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    frames.add(frame);
                }
            }
            atHand = frames.size();
        }

        @Override
        public @Nullable Frame peek() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return next < atHand ? frames.get(next) : null;
        }

        @Override
        public void take() {
            next++;
        }

        @Override
        public boolean ended() {
            return next == frames.size();
        }
    }

    private static final class FakeOutlet implements Outlet {
        private final List<Integer> got = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private boolean deliversLater;
        private Runnable later = () -> {};

        @Override
        public boolean ready() {
            return got.size() < room;
        }

        @Override
        public void send(byte[] payload) {
            got.add(Tape.id(new String(payload, StandardCharsets.UTF_8)));
        }

        @Override
        public void flush() {}

        @Override
        public void whenDelivered(Runnable then) {
            if (deliversLater) {
                later = then;
            } else {
                then.run();
            }
        }

        void deliver() {
            later.run();
        }
    }
}
