package io.quotewire.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final ByteBuffer ONE = ByteBuffer.wrap(new byte[] {1});
    private static final ByteBuffer OTHER = ByteBuffer.wrap(new byte[] {2});

    private long nowUs = 1_000_000_000;

    @Test
    void address_atOnce_getsASecondsWorthAndThenItsPace() {
        Arrivals arrivals = new Arrivals(1_000, 10);

        assertThat(admitted(arrivals, ONE, 100)).isEqualTo(10);
        nowUs += 99_999;
        assertThat(admitted(arrivals, ONE, 100)).isZero();
        nowUs += 1;
        assertThat(admitted(arrivals, ONE, 100)).isEqualTo(1);
        assertThat(admitted(arrivals, OTHER, 100)).isEqualTo(10);
    }

    @Test
    void all_atOnce_getASecondsWorthAndThenItsPace() {
        Arrivals arrivals = new Arrivals(20, 15);

        assertThat(admitted(arrivals, ONE, 100)).isEqualTo(15);
        assertThat(admitted(arrivals, OTHER, 100)).isEqualTo(5);
        nowUs += 1_000_000;
        assertThat(admitted(arrivals, OTHER, 100)).isEqualTo(15);
    }

    @Test
    void rest_longOne_givesNoMoreThanASecondsWorth() {
        Arrivals arrivals = new Arrivals(1_000, 10);
        admitted(arrivals, ONE, 100);
        nowUs += 3_600_000_000L;

        assertThat(admitted(arrivals, ONE, 100)).isEqualTo(10);
    }

    @Test
    void addresses_endlesslyMany_areForgotten() {
        Arrivals arrivals = new Arrivals(100, 10);
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            arrivals.admit(ByteBuffer.allocate(4).putInt(0, i), nowUs);
            most = Math.max(most, arrivals.addresses());
            nowUs += 1_000;
        }
        assertThat(most).isBetween(100, 300);
    }

    private int admitted(Arrivals arrivals, ByteBuffer address, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += arrivals.admit(address, nowUs) ? 1 : 0;
        }
        return admitted;
    }
}
