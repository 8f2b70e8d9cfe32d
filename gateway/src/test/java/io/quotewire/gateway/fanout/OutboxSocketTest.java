package io.quotewire.gateway.fanout;

import static io.quotewire.gateway.fanout.Rig.QUOTE;
import static io.quotewire.gateway.fanout.Rig.TRADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.socket.Line;
import io.quotewire.gateway.wire.Rate;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxSocketTest {
    private static final int LONG = 126;
    private static final int LONGER = 127;

    private final Rig rig = new Rig(1, FanoutConfig.DEFAULT);

    @BeforeEach
    void epollIsThere() {
        assumeThat(Epoll.isAvailable()).as("epoll").isTrue();
    }

    @Test
    void drain_toASocketWithRoom_passesNoPipeline() throws Exception {
        try (Line line = new Line()) {
            Outbox outbox = join(line);
            rig.quote(QUOTE, "97110.1");
            rig.crank();
            rig.crank();

            assertThat(message(line.in())).startsWith("{\"type\":\"snapshot\"").contains("97110.1");
            assertThat(line.passed()).isZero();
            outbox.close();
            rig.assertConserved("at the end");
        }
    }

    @Test
    void drain_toASocketThatWasFull_passesThePipeline_untilItIsRead() throws Exception {
        try (Line line = new Line()) {
            Outbox outbox = line.onLoop(() -> rig.lane(0).open(line.channel(), Encoding.PLAIN));
            line.onLoop(() -> outbox.join(TRADE, Rate.EVERYTHING, null));
            RuleClient client = new RuleClient();
            while (line.passed() == 0) {
                line.onLoop(() -> tell(100));
            }
            readAll(line, client);
            int passed = line.passed();
            for (int i = 0; i < 3; i++) {
                line.onLoop(() -> tell(1));
                readAll(line, client);
            }

            assertThat(line.passed()).isEqualTo(passed);
            assertThat(client.resyncs()).isEmpty();
            line.onLoop(() -> {
                outbox.close();
                return null;
            });
            rig.assertConserved("at the end");
        }
    }

    @Test
    void drain_thatTellsAgainMoreThanTheSocketTakes_leavesItFull() throws Exception {
        try (Line line = new Line()) {
            line.channel().config().setOption(ChannelOption.SO_SNDBUF, 16 << 10);
            Outbox outbox = line.onLoop(() -> rig.lane(0).open(line.channel(), Encoding.PLAIN));
            boolean writable = line.onLoop(() -> {
                tell(10_000);
                outbox.join(TRADE, Rate.EVERYTHING, new Position(Rig.EPOCH, 0, true));
                rig.crank();
                rig.crank();
                return outbox.isWritable();
            });

            assertThat(line.onLoop(() -> line.channel().isWritable())).isFalse();
            assertThat(writable).isFalse();
            line.onLoop(() -> {
                outbox.close();
                return null;
            });
        }
    }

    /** Some of each block of outboxes that are written together are ready, and others are not. */
    @Test
    void drain_toSocketsOfBothKinds_reachesEachOnce() throws Exception {
        List<Line> lines = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        List<Outbox> outboxes = new ArrayList<>();
        try {
            for (int i = 0; i < 25; i++) {
                Line line = new Line();
                lines.add(line);
                outboxes.add(join(line));
                Client client = rig.client(0);
                client.join(QUOTE);
                clients.add(client);
            }
            for (int i = 1; i <= 4; i++) {
                rig.quote(QUOTE, "9711" + i);
                rig.crank();
            }
            for (int i = 0; i < clients.size(); i++) {
                List<String> received = clients.get(i).socket.received();
                assertThat(received).hasSize(4);
                for (String each : received) {
                    assertThat(message(lines.get(i).in())).isEqualTo(each);
                }
            }
        } finally {
            outboxes.forEach(Outbox::close);
            for (Line line : lines) {
                line.close();
            }
        }
        rig.close();
        rig.assertConserved("at the end");
    }

    private Outbox join(Line line) {
        Outbox outbox = rig.lane(0).open(line.channel(), Encoding.PLAIN);
        outbox.join(QUOTE, Rate.EVERYTHING, null);
        return outbox;
    }

    private boolean tell(int trades) {
        rig.trades(TRADE, trades);
        rig.crank();
        return true;
    }

    private void readAll(Line line, RuleClient client) throws IOException {
        while (!client.knows(TRADE) || client.standing(TRADE).last < rig.seq(TRADE)) {
            client.receive(List.of(message(line.in())));
        }
    }

    /** The text of the next frame. */
    private static String message(DataInputStream in) throws IOException {
        in.readByte();
        int length = in.readByte();
        int bytes = switch (length) {
            case LONG -> in.readUnsignedShort();
            case LONGER -> (int) in.readLong();
            default -> length;
        };
        return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
    }
}
