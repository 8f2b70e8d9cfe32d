package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
    private static final String GOOD = "GET /a?b=c HTTP/1.1\r\nHost: x\r\nAccept:\t a, b \r\nEmpty:\r\n\r\n";

    private final HeadReader reader = new HeadReader(HttpLimits.DEFAULT);

    @Test
    void head_cutAnywhere_readsTheSame() {
        Head whole = read(GOOD);
        for (int cut = 1; cut < GOOD.length(); cut++) {
            ByteBuf in = bytes(GOOD.substring(0, cut));
            assertThat(reader.read(in)).as("cut at %d", cut).isNull();
            in = Unpooled.wrappedBuffer(in, bytes(GOOD.substring(cut)));
            assertThat(reader.read(in)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void head_fields_areLowerCaseAndStripped() {
        assertThat(read(GOOD))
                .isEqualTo(new Head(
                        "GET",
                        "/a?b=c",
                        1,
                        List.of(
                                new Head.Field("host", "x"),
                                new Head.Field("accept", "a, b"),
                                new Head.Field("empty", "")),
                        0));
    }

    @Test
    void head_followedByMore_leavesTheRest() {
        ByteBuf in = bytes(GOOD + "GET");

        reader.read(in);

        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("GET");
    }

    @Test
    void emptyLine_beforeRequest_isSkippedOnce() {
        assertThat(read("\r\n" + GOOD)).isEqualTo(read(GOOD));
        refused("\r\n\r\n" + GOOD, Problem.Type.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\n",
                "GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\tfolded\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\u007fb\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /  HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "get / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\tHTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\r\nHost: x\r\n\r\n",
                "GET / HTTP/11\r\nHost: x\r\n\r\n",
                "GET / http/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length:\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\n",
            })
    void head_notOfTheGrammar_isRefused(String head) {
        refused(head, Problem.Type.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "xchunked", "chunked, identity", "Chunked", "gzip"})
    void transferEncoding_any_isRefused(String coding) {
        refused("POST / HTTP/1.1\r\nTransfer-Encoding: " + coding + "\r\n\r\n", Problem.Type.LENGTH_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.1"})
    void version_other_isRefused(String version) {
        refused("GET / " + version + "\r\nHost: x\r\n\r\n", Problem.Type.VERSION);
    }

    @Test
    void bareLineFeed_inAnIncompleteHead_isRefusedAtOnce() {
        refused("GET / HTTP/1.1\n", Problem.Type.MALFORMED);
    }

    @Test
    void requestLine_tooLong_isRefusedBeforeItsEnd() {
        refused("GET /" + "a".repeat(4 << 10), Problem.Type.TARGET_TOO_LONG);
    }

    @Test
    void head_tooLong_isRefusedBeforeItsEnd() {
        refused("GET / HTTP/1.1\r\nA: " + "a".repeat(16 << 10), Problem.Type.HEAD_TOO_LARGE);
    }

    private Head read(String text) {
        return Objects.requireNonNull(reader.read(bytes(text)));
    }

    private void refused(String text, Problem.Type type) {
        HeadReader fresh = new HeadReader(HttpLimits.DEFAULT);
        assertThatThrownBy(() -> read(fresh, text))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().type()).isEqualTo(type));
    }

    private static @Nullable Head read(HeadReader reader, String text) {
        return reader.read(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
