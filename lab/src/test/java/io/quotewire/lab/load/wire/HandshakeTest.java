package io.quotewire.lab.load.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.client.AccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandshakeTest {
    private final Handshake socket = Handshake.webSocket("h:1", "/v1/ws", null);
    private final Handshake stream = Handshake.eventStream("h:1", "/v1/stream?topics=a", null);

    @Test
    void webSocket_answeredWithAnotherKeysDigest_isRefused() throws BadWire {
        assertThat(socket.complaint(head("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n")))
                .isEqualTo("a handshake with a wrong Sec-WebSocket-Accept");
        assertThat(socket.complaint(head("HTTP/1.1 503 busy\r\n\r\n"))).isEqualTo("HTTP 503 instead of a WebSocket");
    }

    @Test
    void apiKey_ofAnAccount_isShownByBoth(@TempDir Path folder) throws IOException {
        String text = "qw_abcdefgh_" + "x".repeat(43);
        AccessKey key = AccessKey.read(Files.writeString(folder.resolve("key"), text + "\n"));

        for (Handshake handshake :
                List.of(Handshake.webSocket("h:1", "/v1/ws", key), Handshake.eventStream("h:1", "/v1/stream", key))) {
            assertThat(new String(handshake.request(), StandardCharsets.US_ASCII))
                    .contains("\r\nX-API-Key: " + text + "\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(new String(socket.request(), StandardCharsets.US_ASCII)).doesNotContain("X-API-Key");
    }

    @Test
    void eventStream_mustBeOneAndWhole() throws BadWire {
        String ok = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

        assertThat(stream.complaint(head(ok + "\r\n"))).isNull();
        assertThat(stream.complaint(head(ok + "Transfer-Encoding: chunked\r\n\r\n")))
                .contains("in chunks");
        assertThat(stream.complaint(head("HTTP/1.1 404 none\r\nContent-Type: text/plain\r\n\r\n")))
                .isEqualTo("HTTP 404 with text/plain instead of an event stream");
    }

    @Test
    void head_cutAnywhere_isWaitedFor() throws BadWire {
        byte[] bytes = "HTTP/1.1 200 OK\r\nA: b\r\n\r\nrest".getBytes(StandardCharsets.US_ASCII);
        int end = bytes.length - 4;

        for (int cut = 0; cut < end; cut++) {
            assertThat(ResponseHead.read(bytes, 0, cut)).isNull();
        }
        assertThat(requireNonNull(ResponseHead.read(bytes, 0, bytes.length)).end())
                .isEqualTo(end);
    }

    @Test
    void head_ofSomethingElse_isRefused() {
        assertThatThrownBy(() -> head("SSH-2.0-OpenSSH\r\n\r\n")).hasMessage("not an HTTP response: SSH-2.0-OpenSSH");
        assertThatThrownBy(() -> ResponseHead.read(new byte[20_000], 0, 20_000)).hasMessageContaining("beyond 16384");
    }

    private static ResponseHead head(String text) throws BadWire {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return requireNonNull(ResponseHead.read(bytes, 0, bytes.length));
    }
}
