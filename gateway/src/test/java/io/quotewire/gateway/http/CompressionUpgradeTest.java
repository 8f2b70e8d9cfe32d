package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a handshake agrees on compression, and who hears of it. */
class CompressionUpgradeTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    private static final String AGREED = "\r\nSec-WebSocket-Extensions: permessage-deflate; "
            + "server_no_context_takeover; client_no_context_takeover\r\n";

    private final TestServer server;

    CompressionUpgradeTest() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void offer_isTakenUpAndHandedOn() throws IOException {
        assertThat(welcomed(OFFER)).startsWith("HTTP/1.1 101 ").contains(AGREED);
        assertThat(server.sessions.compressed).isTrue();
    }

    @Test
    void offers_onSeveralLines_areOneList() throws IOException {
        assertThat(welcomed("Sec-WebSocket-Extensions: foo", OFFER)).contains(AGREED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: to say",
                "Sec-WebSocket-Extensions:",
                "Sec-WebSocket-Extensions: @@@",
                "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9",
                "Sec-WebSocket-Extensions: permessage-deflate; window=\"",
            })
    void handshake_withoutAnOfferThatCanBeKept_goesOnWithoutCompression(String header) throws IOException {
        assertThat(welcomed(header)).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Extensions");
        assertThat(server.sessions.compressed).isFalse();
    }

    @Test
    void offer_whereCompressionIsOff_isNotTakenUp() throws IOException {
        server.sessions.compresses = false;

        assertThat(welcomed(OFFER)).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Extensions");
        assertThat(server.sessions.compressed).isFalse();
    }

    /** To the end of the first frame: then the session has begun. */
    private String welcomed(String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(server.handshake("/v1/ws", headers)).readUntil("welcome");
        }
    }
}
