package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What JSON may do to who reads it. */
final class BodyChecks {
    static final List<Check> ALL = List.of(
            Check.of(38, "JSON names a class to be made", BodyChecks::classes)
                    .by(Protection.idle("gateway.account.Body", "checkKnown"))
                    .by(Protection.idle("gateway.wire.CommandFields", "refuseOthers")),
            Check.of(39, "JSON is costly to be read", BodyChecks::costs)
                    .by(Protection.idle("gateway.account.Body", "checkKnown"))
                    .by("gateway.wire.CommandReader", "constraints", new Protection.Static("defaults")));

    private BodyChecks() {}

    private static void classes(Members members) throws Exception {
        members.add("ada");
        String token = members.token("ada");
        for (String name : List.of("@class", "@type", "class", "$type", "__proto__", "constructor")) {
            String odd = "\"" + name + "\":\"java.lang.Runtime\"";
            assertThat(members.post("/v1/keys", "{\"name\":\"x\"," + odd + "}", Members.bearer(token))
                            .statusCode())
                    .as(name)
                    .isEqualTo(400);
            try (Peer peer = Raw.upgraded(members, Raw.bearer(token))) {
                peer.sendText("{\"op\":\"ping\",\"id\":1," + odd + "}");
                assertThat(peer.next()).as(name).contains("\"op\":\"error\"", "\"code\":1003");
            }
        }
    }

    private static void costs(Members members) throws Exception {
        members.add("ada");
        String token = members.token("ada");
        String deep = "[".repeat(7_000);
        String colliding = colliding(400);
        for (String more : List.of(
                "\"topics\":" + deep,
                "\"topics\":[[[[[]]]]]",
                "\"depth\":" + "1".repeat(65),
                "\"depth\":1e" + "9".repeat(60),
                "\"depth\":5,\"depth\":5",
                "\"topics\":[\"" + "a".repeat(10_001) + "\"]",
                "\"topics\":[" + "\"*\",".repeat(1_000) + "\"*\"]",
                "\"" + "n".repeat(5_000) + "\":1",
                colliding)) {
            assertThat(members.post("/v1/keys", "{\"name\":\"x\"," + more + "}", Members.bearer(token))
                            .statusCode())
                    .as(begin(more))
                    .isEqualTo(400);
        }
        assertThat(members.post("/v1/keys", "{\"name\":\"" + "x".repeat(17_000) + "\"}", Members.bearer(token))
                        .statusCode())
                .isEqualTo(413);
        assertThat(members.post("/v1/keys", "{\"name\":\"x\",\"depth\":10}", Members.bearer(token))
                        .statusCode())
                .isEqualTo(201);
        try (Peer peer = Raw.upgraded(members, Raw.bearer(token))) {
            for (String more : List.of(
                    "\"a\":" + "[".repeat(50_000),
                    "\"a\":[[[[[[[[[1]]]]]]]]]",
                    "\"rate_ms\":" + "1".repeat(65),
                    "\"a\":1" + "1".repeat(60_000),
                    "\"id\":1",
                    "\"" + "n".repeat(60_000) + "\":1")) {
                assertThat(answer(peer, more)).as(begin(more)).contains("\"code\":1001");
            }
            assertThat(answer(peer, colliding(2_000))).contains("\"code\":1003");
            peer.sendText("{\"op\":\"ping\",\"id\":2}");
            assertThat(peer.next()).contains("pong");
        }
    }

    private static String answer(Peer peer, String more) throws IOException {
        peer.sendText("{\"op\":\"ping\",\"id\":1," + more + "}");
        String answer = peer.next();
        assertThat(answer).as(begin(more)).contains("\"op\":\"error\"").hasSizeLessThan(1_000);
        return answer;
    }

    private static String begin(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }

    /** Names that a naive table would keep in one place. */
    private static String colliding(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\""
                        + IntStream.range(0, 12)
                                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                                .collect(Collectors.joining())
                        + "\":1")
                .collect(Collectors.joining(","));
    }
}
