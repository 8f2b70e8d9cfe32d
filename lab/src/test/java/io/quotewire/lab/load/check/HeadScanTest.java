package io.quotewire.lab.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadScanTest {
    private final HeadScan head = new HeadScan();

    @Test
    void update_asTheGatewayPrintsIt_isFoundUpToItsData() {
        assertThat(
                        read(
                                "{\"type\":\"update\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"prev\":5501,\"seq\":5503,"
                                        + "\"recv\":1732115000380112,\"source\":\"okx\",\"status\":\"live\",\"data\":[{\"seq\":5502}]}"))
                .isTrue();

        assertThat(head.type()).isEqualTo(HeadScan.Type.UPDATE);
        assertThat(head.prev()).isEqualTo(5501);
        assertThat(head.seq()).isEqualTo(5503);
        assertThat(head.recvUs()).isEqualTo(1732115000380112L);
        assertThat(head.epoch()).isEqualTo(Long.parseLong("m3q0jrnk", 36));
    }

    @Test
    void members_inAnyOrder_areFound() {
        assertThat(
                        read(
                                "{\"data\":{\"a\":[1,{\"seq\":9}],\"t\":\"}\\\"\"},\"why\":\"a \\\"b\\\\\",\"seq\":7,\"ts\":null,"
                                        + "\"epoch\":\"k\",\"x\":-1.5,\"topic\":\"ticker:okx:BTC-USDT\",\"type\":\"snapshot\"}"))
                .isTrue();

        assertThat(head.type()).isEqualTo(HeadScan.Type.SNAPSHOT);
        assertThat(head.seq()).isEqualTo(7);
        assertThat(head.prev()).isEqualTo(HeadScan.NONE);
        assertThat(head.topicTo() - head.topicFrom()).isEqualTo("ticker:okx:BTC-USDT".length());
    }

    @Test
    void gap_hasTheLastMissingNumberAsItsOwn() {
        byte[] bytes = bytes("{\"type\":\"gap\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"k\",\"from\":4,\"to\":9,"
                + "\"missing\":null,\"why\":\"upstream\",\"fill\":null}");

        assertThat(head.read(bytes, 0, bytes.length)).isTrue();
        assertThat(head.seq()).isEqualTo(9);
        assertThat(head.firstMissing()).isEqualTo(4);
        assertThat(head.why(bytes, "upstream")).isTrue();
        assertThat(head.why(bytes, "epoch")).isFalse();
    }

    @Test
    void members_thatOnlyLookLikeOurs_areNone() {
        assertThat(
                        read(
                                "{\"title\":\"x\",\"part\":1,\"rank\":2,\"fees\":3,\"ex\":4,\"sum\":5,\"ok\":\"true\",\"type\":\"upfate\"}"))
                .isTrue();

        assertThat(head.type()).isEqualTo(HeadScan.Type.UNKNOWN);
        assertThat(head.topicTo()).isZero();
        assertThat(head.prev()).isEqualTo(HeadScan.NONE);
        assertThat(head.recvUs()).isEqualTo(HeadScan.NONE);
        assertThat(head.firstMissing()).isEqualTo(HeadScan.NONE);
        assertThat(head.seq()).isEqualTo(HeadScan.NONE);
    }

    @Test
    void second_message_remembersNothingOfTheFirst() {
        read("{\"type\":\"update\",\"topic\":\"a\",\"epoch\":\"k\",\"prev\":1,\"seq\":2,\"recv\":3,\"data\":{}}");
        read("{\"type\":\"still\"}");

        assertThat(head.prev()).isEqualTo(HeadScan.NONE);
        assertThat(head.seq()).isEqualTo(HeadScan.NONE);
        assertThat(head.recvUs()).isEqualTo(HeadScan.NONE);
        assertThat(head.dataFrom()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                "[1]",
                "{\"type\"}",
                "{\"type\":\"update}",
                "{\"type\":\"update\",}",
                "{\"type\":\"update\" \"seq\":1}",
                "{\"seq\":12345678901234567}",
                "{\"a\":{\"b\":1}",
                "{\"a\":[\"b]}"
            })
    void text_thatIsNoMessage_isRefused(String text) {
        assertThat(read(text)).isFalse();
    }

    private boolean read(String text) {
        byte[] bytes = bytes(text);
        return head.read(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
