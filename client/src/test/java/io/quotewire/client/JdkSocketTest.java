package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Back-pressure and order of writes, with the loop turned by hand. */
class JdkSocketTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final FakeWebSocket webSocket = new FakeWebSocket();
    private final JdkSocket socket = new JdkSocket(
            HttpClient.newHttpClient(), ClientOptions.of(URI.create("ws://host/v1/ws")), loop::add, new Recorder());
    private final JdkSocket.Link link = socket.new Link(1);

    @Test
    void messages_untilTheLoopHasTakenThem_areNotFollowedByMore() {
        link.onOpen(webSocket);
        turn();
        assertThat(webSocket.requested).isEqualTo(JdkSocket.WINDOW);

        for (int i = 0; i < JdkSocket.WINDOW; i++) {
            link.onText(webSocket, "{}", true);
        }
        assertThat(webSocket.requested).as("the loop is busy").isEqualTo(JdkSocket.WINDOW);

        turn();
        assertThat(webSocket.requested).isEqualTo(2 * JdkSocket.WINDOW);
        assertThat(heard).hasSize(1 + JdkSocket.WINDOW);
    }

    @Test
    void piece_ofAMessage_isFollowedByTheNextAtOnce() {
        link.onOpen(webSocket);
        turn();

        link.onText(webSocket, "{", false);
        assertThat(webSocket.requested).isEqualTo(JdkSocket.WINDOW + 1);
        link.onText(webSocket, "}", true);
        turn();

        assertThat(heard).containsExactly("opened 1", "sign 1", "text {}");
    }

    @Test
    void commands_areWrittenOneAfterTheOther() {
        link.onOpen(webSocket);
        turn();

        link.send("a");
        link.send("b");
        assertThat(webSocket.written).containsExactly("a");

        webSocket.writing.complete(webSocket);
        turn();
        assertThat(webSocket.written).containsExactly("a", "b");
    }

    @Test
    void commands_thatNobodyTakes_endTheConnection() {
        link.onOpen(webSocket);
        turn();

        for (int i = 0; i < 2_000; i++) {
            link.send("a");
        }

        assertThat(heard).containsExactly("opened 1", "closed 1006");
    }

    @Test
    void link_givenUpBeforeItOpened_isAborted() {
        link.giveUp(1000, "");
        link.onOpen(webSocket);
        turn();

        assertThat(webSocket.aborted).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void link_givenUp_isSilentFromThenOn() {
        link.onOpen(webSocket);
        link.onText(webSocket, "{}", true);
        turn();
        link.giveUp(4000, "x".repeat(500));
        heard.clear();

        link.onText(webSocket, "{}", true);
        link.onPing(webSocket, ByteBuffer.allocate(0));
        link.onClose(webSocket, 1000, "");
        link.onError(webSocket, new IllegalStateException("late"));
        turn();

        assertThat(heard).isEmpty();
        assertThat(webSocket.closedWith).isEqualTo("4000 " + "x".repeat(40));
    }

    @ParameterizedTest
    @CsvSource({"5,5000", "0,0", "'',0", "-1,0", "1e3,0", "9999999,0", "'Fri, 31 Dec 1999 23:59:59 GMT',0"})
    void retryAfter_inSeconds_isRead(String header, long ms) {
        assertThat(JdkSocket.retryAfterMs(header)).isEqualTo(ms);
    }

    private void turn() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private final class Recorder implements JdkSocket.Events {
        @Override
        public void opened(long connection) {
            heard.add("opened " + connection);
        }

        @Override
        public void text(long connection, String text) {
            heard.add("text " + text);
        }

        @Override
        public void sign(long connection) {
            heard.add("sign " + connection);
        }

        @Override
        public void nonsense(long connection, String what) {
            heard.add("nonsense " + what);
        }

        @Override
        public void closed(long connection, int code, String reason, long retryMs) {
            heard.add("closed " + code);
        }
    }

    /** Counts what is asked of it, and writes when told to. */
    private static final class FakeWebSocket implements WebSocket {
        private final List<String> written = new ArrayList<>();
        private CompletableFuture<WebSocket> writing = new CompletableFuture<>();
        private String closedWith = "";
        private long requested;
        private boolean aborted;

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            written.add(data.toString());
            writing = new CompletableFuture<>();
            return writing;
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
            closedWith = statusCode + " " + reason;
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public String getSubprotocol() {
            return "";
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
