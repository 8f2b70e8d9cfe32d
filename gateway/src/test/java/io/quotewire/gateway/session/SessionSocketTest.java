package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.wire.JsonTree;
import io.quotewire.model.Metric;
import io.quotewire.model.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions over real sockets: two lanes, a shard's thread, the JDK's client. */
class SessionSocketTest {
    private static final long DEADLINE_S = 30;
    private static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");

    private final LiveGateway gateway = new LiveGateway();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() throws InterruptedException {
        http.shutdownNow();
        gateway.close();
    }

    /** Collects whole messages. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("#close:" + code);
            return null;
        }

        String next() throws InterruptedException {
            String message = messages.poll(DEADLINE_S, TimeUnit.SECONDS);
            assertThat(message).as("a message in time").isNotNull();
            return String.valueOf(message);
        }
    }

    @Test
    void clients_onAllLanes_getEveryTradeInOrder() throws InterruptedException {
        List<Listener> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(subscribed());
        }
        int trades = 5_000;
        gateway.trades(TRADE, trades);

        for (Listener client : clients) {
            assertChain(client, trades);
        }
    }

    @Test
    void clientThatNeverReads_keepsNobodyFromAnything() throws InterruptedException, IOException {
        try (Socket deaf = rawSubscriber(gateway)) {
            Listener healthy = subscribed();
            int trades = 20_000;
            gateway.trades(TRADE, trades);

            assertChain(healthy, trades);
            assertThat(deaf.isConnected()).isTrue();
        }
    }

    @Test
    void clientThatReadsAgainAfterItsStall_learnsWhyItWasClosed() throws InterruptedException, IOException {
        LiveGateway impatient = new LiveGateway(
                new FanoutConfig(16_384, 65_536, 1 << 20, Duration.ofSeconds(1), FanoutConfig.DEFAULT.stillAfter()));
        try (Socket deaf = rawSubscriber(impatient)) {
            impatient.awaitFollowing(1);
            impatient.trades(TRADE, 60_000);
            impatient.awaitFollowing(0);
            byte[] all = deaf.getInputStream().readAllBytes();

            byte[] farewell = Arrays.copyOfRange(all, all.length - 12, all.length);
            assertThat(farewell)
                    .startsWith((byte) 0x88, (byte) 10, (byte) (4008 >> 8), (byte) 4008)
                    .endsWith("too slow".getBytes(StandardCharsets.US_ASCII));
        } finally {
            impatient.close();
        }
    }

    @Test
    void drain_saysGoodbyeAndEnds() throws InterruptedException {
        Listener client = subscribed();
        gateway.sessions()
                .drain(Duration.ofSeconds(5))
                .toCompletableFuture()
                .orTimeout(DEADLINE_S, TimeUnit.SECONDS)
                .join();

        assertThat(client.next()).contains("\"op\":\"goodbye\"");
        assertThat(client.next()).isEqualTo("#close:1012");
        assertThat(gateway.sessions().read())
                .filteredOn(reading -> reading.metric().id().equals("quotewire_gateway_sessions"))
                .singleElement()
                .extracting(Metric.Reading::value)
                .isEqualTo(0.0);
    }

    private Listener subscribed() throws InterruptedException {
        Listener listener = new Listener();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/ws"), listener)
                .orTimeout(DEADLINE_S, TimeUnit.SECONDS)
                .join();
        assertThat(listener.next()).contains("\"op\":\"welcome\"");
        socket.sendText("{\"op\":\"subscribe\",\"id\":1,\"topics\":[\"" + TRADE + "\"]}", true)
                .join();
        assertThat(listener.next()).contains("\"op\":\"subscribed\"");
        assertThat(listener.next()).contains("\"type\":\"snapshot\"");
        return listener;
    }

    /** A client that subscribes and then does not read a byte. */
    private static Socket rawSubscriber(LiveGateway gateway) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.getOutputStream().write("""
                GET /v1/ws HTTP/1.1
                Host: x
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Version: 13

                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        int read = socket.getInputStream().read(new byte[4096]);
        assertThat(read).isPositive();
        byte[] command = ("{\"op\":\"subscribe\",\"topics\":[\"" + TRADE + "\"]}").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + command.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | command.length);
        System.arraycopy(command, 0, frame, 6, command.length);
        socket.getOutputStream().write(frame);
        return socket;
    }

    private static void assertChain(Listener client, int trades) throws InterruptedException {
        long last = 0;
        while (last < trades) {
            Map<String, Object> message = JsonTree.read(client.next());
            if ("update".equals(message.get("type"))) {
                assertThat(message.get("prev")).isEqualTo(last);
                last++;
                assertThat(message.get("seq")).isEqualTo(last);
            }
        }
    }
}
