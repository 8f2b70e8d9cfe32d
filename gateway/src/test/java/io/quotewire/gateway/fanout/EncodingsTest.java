package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.FrameText;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Status;
import io.quotewire.model.Update.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One message in several encodings: the same content, and each encoding's bytes made once. */
class EncodingsTest {
    static final List<Encoding> ENCODINGS = Rig.ENCODINGS;

    private static final Head HEAD = new Head(Rig.TRADE, Rig.EPOCH, 1, 1, 1, "okx", Status.LIVE, false);

    private final Rig rig = new Rig(2, FanoutConfig.DEFAULT);
    private final Tally counts = new Tally();

    @Test
    void deflated_isOneFrameWithItsBitAndWithoutItsTail() {
        Publication publication = publication(20);
        ByteBuf frame = publication.bytes(Encoding.DEFLATED, counts);
        String plain = payload(publication);

        assertThat(frame.getUnsignedByte(0)).isEqualTo((short) 0xc1);
        assertThat(frame.readableBytes()).isEqualTo(publication.length(Encoding.DEFLATED, counts));
        assertThat(frame.readableBytes()).isLessThan(publication.length() / 2);
        assertThat(frame.getInt(frame.writerIndex() - 4)).isNotEqualTo(0xffff);
        assertThat(FrameText.read(frame.retainedDuplicate())).containsExactly(plain);
        publication.release();
    }

    @Test
    void deflated_thatIsNoShorter_isThePlainFrame() {
        Publication publication = new Publication(
                Publication.Kind.STREAM,
                Rate.EVERYTHING,
                HEAD,
                Encoding.PLAIN.own(new JsonWriter().openObject().closeObject()));

        assertThat(publication.bytes(Encoding.DEFLATED, counts)).isSameAs(publication.bytes(Encoding.PLAIN, counts));
        assertThat(counts.get(Count.DEFLATED_BYTES)).isZero();
        assertReleased(publication);
    }

    @Test
    void event_isThePayloadAsOneDataLine() {
        Publication publication = publication(1);
        ByteBuf event = publication.bytes(Encoding.EVENT, counts);

        assertThat(event.toString(StandardCharsets.UTF_8)).isEqualTo("data: " + payload(publication) + "\n\n");
        assertThat(counts.get(Count.EVENT_BYTES)).isEqualTo(event.readableBytes());
        assertReleased(publication);
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void bytes_askedForByManyAtOnce_areMadeOnce(Encoding encoding) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            CyclicBarrier together = new CyclicBarrier(4);
            for (int round = 0; round < 200; round++) {
                Publication publication = publication(5);
                List<Tally> tallies = List.of(new Tally(), new Tally(), new Tally(), new Tally());
                List<Future<ByteBuf>> asked = new ArrayList<>();
                for (Tally tally : tallies) {
                    asked.add(threads.submit(() -> {
                        together.await(30, TimeUnit.SECONDS);
                        return publication.bytes(encoding, tally);
                    }));
                }
                for (Future<ByteBuf> each : asked) {
                    assertThat(each.get()).isSameAs(asked.getFirst().get());
                }
                assertThat(tallies)
                        .filteredOn(tally -> tally.get(Count.DEFLATED_BYTES) + tally.get(Count.EVENT_BYTES) > 0)
                        .hasSize(encoding == Encoding.PLAIN ? 0 : 1);
                assertReleased(publication);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void bytes_ofTheSameForOthers_areTheSame(Encoding encoding) {
        Publication publication = publication(5);
        Publication other = publication.as(Publication.Kind.STILL);
        ByteBuf bytes = publication.bytes(encoding, counts);
        publication.release();

        assertThat(other.bytes(encoding, counts)).isSameAs(bytes);
        assertThat(bytes.refCnt()).isEqualTo(1);
        other.release();
        assertThat(bytes.refCnt()).isZero();
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void publication_forSessionsOnTwoLanes_isTheSameBufferOnBothSockets(Encoding encoding) {
        Client one = rig.client(0, encoding);
        Client two = rig.client(1, encoding);
        one.join(Rig.TRADE);
        two.join(Rig.TRADE);
        rig.crank();
        one.read();
        two.read();

        rig.trades(Rig.TRADE, 10);
        rig.crank();

        ByteBuf first = Objects.requireNonNull(one.socket.<ByteBuf>readOutbound());
        ByteBuf second = Objects.requireNonNull(two.socket.<ByteBuf>readOutbound());
        assertThat(first.unwrap()).isNotNull().isSameAs(second.unwrap());
        first.release();
        second.release();
        rig.close();
    }

    @Test
    void clients_ofAllKinds_areToldTheSameAndAllIsCounted() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Client client = rig.client(i % 2, Rig.ENCODINGS.get(i % 3));
            client.join(Rig.QUOTE);
            client.join(Rig.TRADE);
            clients.add(client);
        }
        for (int round = 0; round < 20; round++) {
            rig.trades(Rig.TRADE, 1 + round % 4);
            rig.quote(Rig.QUOTE, "1." + round);
            if (round % 3 > 0) {
                rig.crank();
            }
        }
        rig.crank();

        List<String> told = clients.getFirst().socket.received();
        assertThat(told).hasSizeGreaterThan(30);
        for (Client client : clients.subList(1, 12)) {
            assertThat(client.socket.received()).isEqualTo(told);
        }
        rig.assertConserved("mixed");
        rig.close();
    }

    @Test
    void room_ofACompressedClient_isThatOfItsOwnBytes() {
        Rig small = new Rig(1, new FanoutConfig(1_024, 64, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15)));
        Client plain = small.client(0);
        Client deflated = small.client(0, Encoding.DEFLATED);
        for (Client client : List.of(plain, deflated)) {
            client.join(Rig.TRADE);
        }
        small.crank();
        plain.socket.stopReading();
        deflated.socket.stopReading();
        for (int i = 0; i < 20; i++) {
            small.trades(Rig.TRADE, 20);
            small.crank();
        }

        assertThat(plain.seat(Rig.TRADE).isHeld()).isTrue();
        assertThat(deflated.seat(Rig.TRADE).isHeld()).isFalse();
        for (Client client : List.of(plain, deflated)) {
            client.socket.startReading();
        }
        small.crank();
        assertThat(plain.socket.received()).anyMatch(text -> text.contains("\"type\":\"gap\""));
        assertThat(deflated.socket.received()).hasSize(21).noneMatch(text -> text.contains("\"type\":\"gap\""));
        small.close();
    }

    @Test
    void ownMessages_areNeitherCompressedNorFrames() {
        JsonWriter json = new JsonWriter();
        DataMessages.gap(json, 1, HEAD, "slow_client");

        ByteBuf deflated = Encoding.DEFLATED.own(json);
        ByteBuf event = Encoding.EVENT.own(json);
        assertThat(deflated.getUnsignedByte(0)).isEqualTo((short) 0x81);
        assertThat(event.toString(StandardCharsets.UTF_8)).isEqualTo("data: " + json + "\n\n");
        deflated.release();
        event.release();
    }

    private static Publication publication(int words) {
        JsonWriter json = new JsonWriter().openArray();
        for (int i = 0; i < words; i++) {
            json.text("a message that says the same again, and for the time number " + i);
        }
        return Publication.of(Publication.Kind.STREAM, Rate.EVERYTHING, HEAD, json.closeArray(), null);
    }

    private String payload(Publication publication) {
        return FrameText.read(publication.bytes(Encoding.PLAIN, counts).retainedDuplicate())
                .getFirst();
    }

    private void assertReleased(Publication publication) {
        List<ByteBuf> all = List.of(
                publication.bytes(Encoding.PLAIN, counts),
                publication.bytes(Encoding.DEFLATED, counts),
                publication.bytes(Encoding.EVENT, counts));
        publication.release();
        assertThat(all).allMatch(buffer -> buffer.refCnt() == 0);
    }
}
