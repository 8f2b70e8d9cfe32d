package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.quotewire.gateway.session.World.Client;
import io.quotewire.model.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private final World world = new World(World.config(20, 500, 3));

    @Test
    void connection_beginsWithTheWelcome() {
        assertThat(world.client().received())
                .singleElement()
                .asString()
                .startsWith("{'op':'welcome','version':1,'connection':'c")
                .endsWith("','node':'edge-2','now':1732115000000000,'heartbeat_s':15,'auth':'none',"
                        + "'auth_within_s':5}");
        world.simulate();
        assertThat(world.client().received().getFirst()).endsWith(",'simulated':true}");
    }

    /** Everything a client may get wrong, with the exact code, and the connection lives on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                            | null | 1001
            {'op':'ping','id':1,'id':1}                  | 1    | 1001
            {'op':'fly','id':3}                          | 3    | 1002
            {'op':'ping','id':3,'x':1}                   | 3    | 1003
            {'op':'subscribe','id':3}                    | 3    | 1004
            {'op':'ping','id':'3'}                       | null | 1005
            {'op':'subscribe','id':3,'rate_ms':7,'topics':[]} | 3 | 2005
            {'op':'auth','id':3,'token':'x'}             | 3    | 3004
            """)
    void wrongMessage_isToldItsCode(String message, String id, int code) {
        Client client = world.client().welcomed().send(message);

        assertThat(client.received())
                .singleElement()
                .asString()
                .startsWith("{'op':'error','id':" + id + ",'code':" + code + ",'error':'");
        assertThat(client.send("{'op':'ping'}").received()).hasSize(1);
    }

    @Test
    void binaryMessage_isRefusedAndTheConnectionLives() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {'{', '}'})));

        assertThat(client.received()).singleElement().asString().contains("'code':1001");
        assertThat(client.socket.isOpen()).isTrue();
    }

    @Test
    void ping_isAnsweredInBothWays() {
        Client client = world.client().welcomed().send("{'op':'ping','id':6}");
        client.socket.writeInbound(new PingWebSocketFrame(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII)));

        assertThat(client.received()).containsExactly("{'op':'pong','id':6,'now':1732115000000000}", "#pong:x");
    }

    @Test
    void message_inPieces_isPutTogether() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(text(false, "{\"op\":"), piece(false, "\"pi"), piece(true, "ng\"}"));

        assertThat(client.received()).containsExactly("{'op':'pong','id':null,'now':1732115000000000}");
    }

    @Test
    void message_overItsSize_closesWith1009() {
        Client client = world.client().welcomed();
        String half = " ".repeat(40_000);
        client.socket.writeInbound(text(false, half), piece(true, half));

        assertThat(client.received()).containsExactly("#close:1009 too big");
        assertThat(client.socket.isOpen()).isFalse();
    }

    @Test
    void message_inTooManyPieces_closesWith1009() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(text(false, ""));
        for (int i = 0; i < 63; i++) {
            client.socket.writeInbound(piece(false, ""));
        }
        assertThat(client.socket.isOpen()).isTrue();
        client.socket.writeInbound(piece(false, ""));

        assertThat(client.received()).containsExactly("#close:1009 too big");
    }

    @Test
    void message_notFinishedInTime_closesWith4010() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(text(false, "{"));
        world.pass(9);
        assertThat(client.socket.isOpen()).isTrue();
        world.pass(1);

        assertThat(client.received()).containsExactly("#close:4010 protocol error");
    }

    @Test
    void message_notFinishedWhileNothingWasRead_isForgiven() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(text(false, "{"));
        client.socket.setRoom(false);
        world.pass(20);
        assertThat(client.received()).isEmpty();
        client.socket.setRoom(true);
        world.pass(9);
        assertThat(client.received()).doesNotContain("#close:4010 protocol error");
        client.socket.writeInbound(piece(true, "\"op\":\"ping\"}"));

        assertThat(client.received()).last().asString().contains("pong");
    }

    @Test
    void message_ofNoUtf8_closesWith1007() {
        Client client = world.client().welcomed();
        client.socket.writeInbound(new TextWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xc3, 0x28})));

        assertThat(client.received()).containsExactly("#close:1007 not UTF-8");
    }

    @Test
    void commands_tooMany_areRefusedWithATimeAndThenServedAgain() {
        Client client = world.client().welcomed();
        for (int i = 0; i < 21; i++) {
            client.send("{'op':'ping','id':" + i + "}");
        }

        List<String> received = client.received();
        assertThat(received).hasSize(21);
        assertThat(received.getLast())
                .isEqualTo("{'op':'error','id':20,'code':2004,'error':'too_fast',"
                        + "'message':'at most 20 commands a second','retry_ms':50}");
        assertThat(client.send("{'op':'fly','id':7}").received().getFirst()).contains("'id':7,'code':2004");
        world.nowUs += 50_000;
        assertThat(client.send("{'op':'ping'}").received().getFirst()).contains("pong");
    }

    @Test
    void commands_farTooMany_closeWith4010() {
        Client client = world.client().welcomed();
        int sent = 0;
        while (client.socket.isOpen() && sent < 400) {
            client.send("{'op':'ping'}");
            sent++;
        }

        assertThat(client.received()).hasSize(222).last().isEqualTo("#close:4010 protocol error");
    }

    @Test
    void heartbeatAndPing_comeInTime() {
        Client client = world.client().welcomed();
        world.pass(14);
        assertThat(client.received()).isEmpty();
        world.pass(1);
        assertThat(client.received()).containsExactly("{'op':'heartbeat','now':1732115015000000}");
        world.pass(5);
        assertThat(client.received()).containsExactly("#ping:");
    }

    @Test
    void client_thatNeverAnswers_isClosedAfterAMinute() {
        Client silent = world.client().welcomed();
        Client answering = world.client().welcomed();
        for (int i = 0; i < 59; i++) {
            world.pass(1);
            answering.socket.writeInbound(new PongWebSocketFrame());
        }
        assertThat(silent.socket.isOpen()).isTrue();
        world.pass(1);

        assertThat(silent.socket.isOpen()).isFalse();
        assertThat(answering.socket.isOpen()).isTrue();
    }

    @Test
    void client_thatStopsReading_isClosedWith4008AfterTenSecondsAndAFarewellAndOthersGoOn() {
        Client deaf = world.client().welcomed();
        Client other = world.client().welcomed();
        for (Client client : List.of(deaf, other)) {
            client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT']}");
        }
        world.crank();
        other.received();
        deaf.socket.stopReading();
        world.quote("quote:okx:BTC-USDT", "5");
        world.crank();
        world.pass(1);
        world.pass(9);
        world.pass(1 + 4); // The farewell may take five seconds.
        assertThat(deaf.socket.isOpen()).isTrue();
        world.pass(1);

        assertThat(deaf.socket.isOpen()).isFalse();
        assertThat(closedWith("4008")).isEqualTo(1);
        assertThat(other.socket.isOpen()).isTrue();
        assertThat(other.received().getFirst()).contains("'bid':'5'");
    }

    @Test
    void client_thatReadsAgainDuringTheFarewell_learnsWhy() {
        Client deaf = world.client().welcomed();
        deaf.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT']}");
        world.crank();
        deaf.received();
        deaf.socket.stopReading();
        world.quote("quote:okx:BTC-USDT", "5");
        world.crank();
        world.pass(11 + 4);
        deaf.socket.startReading();

        assertThat(deaf.received()).hasSize(2).last().isEqualTo("#close:4008 too slow");
        assertThat(deaf.socket.isOpen()).isFalse();
    }

    @Test
    void client_thatClosed_leavesNothingBehind() {
        Client client = world.client().welcomed();
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:*:BTC-USDT','quote:okx:FOO-USDT']}");
        world.crank();
        client.socket.writeInbound(new CloseWebSocketFrame(1000, "bye"));

        assertThat(client.received()).last().isEqualTo("#close:1000 ");
        world.crank();
        world.pass(61);
        assertThat(world.cranked.topics()).isZero();
        assertThat(world.tally.open()).isZero();
        assertThat(world.ledger.size()).isZero();
    }

    @Test
    void clients_comingAndGoingAtEveryMoment_leaveNothingBehind() {
        for (int moment = 0; moment < 200; moment++) {
            Client client = world.client();
            client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:*:*']}");
            if (moment % 2 == 0) {
                world.cranked.broadcaster().doWork(world.nowUs);
            }
            if (moment % 3 == 0) {
                client.send("{'op':'unsubscribe','topics':['trade:*:*']}");
            }
            if (moment % 5 == 0) {
                world.cranked.crankLane(0);
            }
            client.socket.finishAndReleaseAll();
        }
        world.crank();
        world.crank();

        assertThat(world.cranked.topics()).isZero();
        assertThat(world.tally.open()).isZero();
    }

    @Test
    void fault_inOneSession_closesItWith1011AndNoOther() {
        Client unlucky = world.client().welcomed();
        Client other = world.client().welcomed();
        world.breakDirectory();
        unlucky.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT']}");
        world.repairDirectory();

        assertThat(unlucky.received()).containsExactly("#close:1011 internal");
        assertThat(other.send("{'op':'ping'}").received()).hasSize(1);
        assertThat(world.tally.read())
                .anyMatch(reading -> reading.metric().id().endsWith("session_faults_total") && reading.value() == 1);
    }

    @Test
    void connections_beyondTheLimit_areClosedWith1013() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(world.client());
        }

        assertThat(clients.getLast().received()).containsExactly("#close:1013 overload");
        assertThat(clients.get(2).socket.isOpen()).isTrue();
        assertThat(world.tally.open()).isEqualTo(3);
    }

    @Test
    void drain_saysGoodbyeToEachWithItsOwnTime() {
        List<String> goodbyes = new ArrayList<>();
        List<Client> clients = List.of(world.client().welcomed(), world.client().welcomed());
        world.group.drain(10_000);
        for (Client client : clients) {
            List<String> received = client.received();
            assertThat(received).hasSize(2).last().isEqualTo("#close:1012 drain");
            goodbyes.add(received.getFirst());
        }

        assertThat(goodbyes)
                .doesNotHaveDuplicates()
                .allMatch(text ->
                        text.matches("\\{'op':'goodbye','why':'drain','code':1012,'retry_ms':\\d{1,5},'resume':true}"));
        assertThat(world.group.drained()).isCompleted();
        assertThat(world.client().received()).hasSize(2).last().isEqualTo("#close:1012 drain");
    }

    private double closedWith(String code) {
        return world.tally.read().stream()
                .filter(reading -> code.equals(reading.labels().get("code")))
                .mapToDouble(Metric.Reading::value)
                .sum();
    }

    private static WebSocketFrame text(boolean last, String text) {
        return new TextWebSocketFrame(last, 0, text);
    }

    private static WebSocketFrame piece(boolean last, String text) {
        return new ContinuationWebSocketFrame(last, 0, text);
    }
}
