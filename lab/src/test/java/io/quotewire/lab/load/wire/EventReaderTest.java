package io.quotewire.lab.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String STREAM = """
            retry: 3120

            data: {"op":"subscribed"}

            event: position
            id: AQG4
            data: {}

            data: {"type":"update"}

            : 1732115015000000
            : 4008 too slow
            """;

    private final List<String> heard = new ArrayList<>();

    private final Payloads payloads = new Payloads() {
        @Override
        public void message(byte[] bytes, int from, int to) {
            heard.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void comment(byte[] bytes, int from, int to) {
            heard.add(":" + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    };

    @Test
    void stream_cutAnywhere_tellsItsDataAndComments() {
        for (String text : List.of(STREAM, STREAM.replace("\n", "\r\n"))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut < bytes.length; cut++) {
                heard.clear();
                EventReader reader = new EventReader();
                int at = reader.read(bytes, 0, cut, payloads);
                reader.read(bytes, at, bytes.length, payloads);

                assertThat(heard)
                        .as("cut at %d", cut)
                        .containsExactly(
                                "{\"op\":\"subscribed\"}",
                                "{\"type\":\"update\"}",
                                ":1732115015000000",
                                ":4008 too slow");
            }
        }
    }
}
