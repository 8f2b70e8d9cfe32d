package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens at the end of the way: to those who do not take what they are sent, and to the log. */
class AudienceTest {
    private static final StreamKey STREAM = new StreamKey("trades", "BTC-USDT");

    private final EventLog log = new EventLog();
    private final Audience audience = new Audience("okx", log);

    @Test
    void clientThatTakesNothing_isCutOff_othersGoOn() {
        FakeClient stuck = new FakeClient(Audience.MOST_UNSENT + 1);
        FakeClient quick = new FakeClient(Audience.MOST_UNSENT);
        audience.add(stuck, List.of(STREAM));
        audience.add(quick, List.of(STREAM));

        audience.pass(parcel(1));
        audience.flush();
        assertThat(stuck.gone).isTrue();
        assertThat(quick.gone).isFalse();
        audience.pass(parcel(2));
        assertThat(quick.got).isEqualTo(2);
        assertThat(stuck.got).isEqualTo(1);
    }

    @Test
    void stream_thatNobodyHolds_canBeLeft() {
        FakeClient client = new FakeClient(0);
        audience.add(client, List.of(STREAM));

        audience.remove(client, List.of(STREAM));
        audience.remove(client, List.of(STREAM));

        assertThat(audience.listensTo(STREAM)).isFalse();
    }

    @Test
    void brokenParcel_isSentButNotLogged() {
        FakeClient client = new FakeClient(0);
        audience.add(client, List.of(STREAM));

        audience.pass(parcel(1).broken(new byte[] {'?'}));
        assertThat(client.got).isEqualTo(1);
        assertThat(log.find(1)).isNull();
        audience.pass(parcel(1));
        assertThat(log.find(1)).isNotNull();
    }

    @Test
    void lostParcel_isCountedAndNeitherSentNorLogged() {
        FakeClient client = new FakeClient(0);
        audience.add(client, List.of(STREAM));

        audience.pass(parcel(1).lost());

        assertThat(client.got).isZero();
        assertThat(client.skipped).isOne();
        assertThat(log.newest()).isZero();
    }

    @Test
    void parcelForNobody_isNotLogged() {
        audience.pass(parcel(1));

        assertThat(log.newest()).isZero();
    }

    private static Parcel parcel(long id) {
        Listing listing = new Listing("okx", Rig.BTC);
        Traded traded = new Traded(id, listing, 0, id, id, Side.BUY, Decimal.parse("1.5"), Decimal.parse("2"));
        return Parcel.of(traded, STREAM, any -> new byte[] {'!'}, null);
    }

    /** Has always the same bytes waiting, and leaves when it is cut off. */
    private final class FakeClient implements Client {
        private final long backlog;
        private int got;
        private int skipped;
        private boolean gone;

        FakeClient(long backlog) {
            this.backlog = backlog;
        }

        @Override
        public String name() {
            return "00000001";
        }

        @Override
        public long backlog() {
            return backlog;
        }

        @Override
        public void hangUp(int code, String reason) {
            throw new IllegalStateException("nobody reads a closing behind so much");
        }

        @Override
        public void cutOff() {
            gone = true;
            audience.remove(this, List.of(STREAM));
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public void send(byte[] payload) {
            got++;
        }

        @Override
        public void skip() {
            skipped++;
        }

        @Override
        public void flush() {}

        @Override
        public void whenDelivered(Runnable then) {
            then.run();
        }
    }
}
