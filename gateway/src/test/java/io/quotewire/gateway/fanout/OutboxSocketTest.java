package io.quotewire.gateway.fanout;

import static io.quotewire.gateway.fanout.Rig.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.quotewire.gateway.socket.Line;
import io.quotewire.gateway.wire.Rate;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboxSocketTest {
    @Test
    void drain_toASocketWithRoom_passesNoPipeline() throws Exception {
        assumeThat(Epoll.isAvailable()).as("epoll").isTrue();
        Rig rig = new Rig(1, FanoutConfig.DEFAULT);
        try (Line line = new Line()) {
            Outbox outbox = rig.lane(0).open(line.channel(), Encoding.PLAIN);
            outbox.join(QUOTE, Rate.EVERYTHING, null);
            rig.quote(QUOTE, "97110.1");
            rig.crank();
            rig.crank();

            byte[] frame = line.in().readNBytes(4);
            int length = (frame[2] & 0xff) << 8 | (frame[3] & 0xff);
            String message = new String(line.in().readNBytes(length), StandardCharsets.US_ASCII);
            assertThat(message).startsWith("{\"type\":\"snapshot\"").contains("97110.1");
            assertThat(line.passed()).isZero();
            outbox.close();
            rig.assertConserved("at the end");
        }
    }
}
