package io.quotewire.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.CloseReason;
import io.quotewire.model.Epoch;
import io.quotewire.model.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each message to one connection, letter for letter as docs/protocol.md has it. */
class ServerMessagesTest {
    private final JsonWriter json = new JsonWriter();

    @Test
    void welcome_saysHowToBehave() {
        ServerMessages.welcome(
                json, new ServerMessages.Welcome("c7Kq", "edge-2", 1732115000000000L, 15, "none", 5, false));

        assertThat(json)
                .hasToString("{\"op\":\"welcome\",\"version\":1,\"connection\":\"c7Kq\",\"node\":\"edge-2\","
                        + "\"now\":1732115000000000,\"heartbeat_s\":15,\"auth\":\"none\",\"auth_within_s\":5}");
    }

    @Test
    void welcome_toSimulatedData_saysSo() {
        ServerMessages.welcome(json, new ServerMessages.Welcome("c7Kq", "edge-2", 1, 15, "none", 5, true));

        assertThat(json.toString()).endsWith("\"auth_within_s\":5,\"simulated\":true}");
    }

    @Test
    void subscribed_answersEachItemInOrder() {
        ServerMessages.replies(
                json,
                "subscribed",
                2L,
                List.of(
                        new ItemReply.Snapshot("ticker:best:BTC-USDT", Rate.EVERYTHING, "first"),
                        new ItemReply.Matches(
                                "ticker:*:ETH-USDT",
                                Rate.MS_250,
                                List.of("ticker:okx:ETH-USDT", "ticker:binance:ETH-USDT")),
                        new ItemReply.Full("trade:okx:BTC-USDT", Rate.EVERYTHING, Epoch.parse("m3q0jrnk"), 5502),
                        new ItemReply.Gap("trade:okx:ETH-USDT", Rate.MS_1000, "too_old"),
                        new ItemReply.Refused(
                                "ticker:okx:FOO-BAR", ErrorCode.UNKNOWN_TOPIC, List.of("ticker:okx:FOO-USDT")),
                        new ItemReply.Refused("ticker:okx:X-Y", ErrorCode.TOO_MANY_TOPICS, List.of())));

        assertThat(json)
                .hasToString("{\"op\":\"subscribed\",\"id\":2,\"topics\":["
                        + "{\"topic\":\"ticker:best:BTC-USDT\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"snapshot\","
                        + "\"why\":\"first\"},"
                        + "{\"topic\":\"ticker:*:ETH-USDT\",\"ok\":true,\"rate_ms\":250,"
                        + "\"matches\":[\"ticker:okx:ETH-USDT\",\"ticker:binance:ETH-USDT\"]},"
                        + "{\"topic\":\"trade:okx:BTC-USDT\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"full\","
                        + "\"epoch\":\"m3q0jrnk\",\"from\":5502},"
                        + "{\"topic\":\"trade:okx:ETH-USDT\",\"ok\":true,\"rate_ms\":1000,\"recovered\":\"gap\","
                        + "\"why\":\"too_old\"},"
                        + "{\"topic\":\"ticker:okx:FOO-BAR\",\"ok\":false,\"code\":2001,\"error\":\"unknown_topic\","
                        + "\"near\":[\"ticker:okx:FOO-USDT\"]},"
                        + "{\"topic\":\"ticker:okx:X-Y\",\"ok\":false,\"code\":2003,\"error\":\"too_many_topics\"}]}");
    }

    @Test
    void unsubscribed_hasNoRate() {
        ServerMessages.replies(json, "unsubscribed", 3L, List.of(new ItemReply.Done("ticker:*:ETH-USDT")));

        assertThat(json)
                .hasToString("{\"op\":\"unsubscribed\",\"id\":3,"
                        + "\"topics\":[{\"topic\":\"ticker:*:ETH-USDT\",\"ok\":true}]}");
    }

    @Test
    void resynced_withoutId_saysNull() {
        ServerMessages.replies(json, "resynced", null, List.of(new ItemReply.Done("quote:okx:BTC-USDT")));

        assertThat(json)
                .hasToString("{\"op\":\"resynced\",\"id\":null,"
                        + "\"topics\":[{\"topic\":\"quote:okx:BTC-USDT\",\"ok\":true}]}");
    }

    @Test
    void topics_listsWhatIsFollowed() {
        ServerMessages.topics(
                json,
                4L,
                List.of(
                        new ServerMessages.Followed("ticker:okx:BTC-USDT", Rate.MS_100, 88127),
                        new ServerMessages.Followed("ticker:okx:ETH-USDT", Rate.MS_100, -1)));

        assertThat(json)
                .hasToString("{\"op\":\"topics\",\"id\":4,\"topics\":["
                        + "{\"topic\":\"ticker:okx:BTC-USDT\",\"rate_ms\":100,\"seq\":88127},"
                        + "{\"topic\":\"ticker:okx:ETH-USDT\",\"rate_ms\":100,\"seq\":null}]}");
    }

    @Test
    void failure_givesCodeNameAndRetry() {
        ServerMessages.failure(
                json, new ServerMessages.Failure(7L, null, ErrorCode.TOO_MANY_TOPICS, "500 of 500 used", 0));

        assertThat(json)
                .hasToString("{\"op\":\"error\",\"id\":7,\"code\":2003,\"error\":\"too_many_topics\","
                        + "\"message\":\"500 of 500 used\",\"retry_ms\":0}");
    }

    @Test
    void failure_withoutCommand_namesTheTopic() {
        ServerMessages.failure(
                json,
                new ServerMessages.Failure(null, "ticker:okx:A-B", ErrorCode.TOO_MANY_TOPICS, "500 of 500 used", 0));

        assertThat(json.toString())
                .startsWith("{\"op\":\"error\",\"id\":null,\"topic\":\"ticker:okx:A-B\",\"code\":2003,");
    }

    @Test
    void heartbeatPongGoodbye_areAsWritten() {
        ServerMessages.heartbeat(json, 1732115015000000L);
        assertThat(json).hasToString("{\"op\":\"heartbeat\",\"now\":1732115015000000}");

        ServerMessages.pong(json, 6L, 1732115015000000L);
        assertThat(json).hasToString("{\"op\":\"pong\",\"id\":6,\"now\":1732115015000000}");

        ServerMessages.goodbye(json, CloseReason.LIMIT, 1500);
        assertThat(json)
                .hasToString("{\"op\":\"goodbye\",\"why\":\"limit\",\"code\":4009,\"retry_ms\":1500,\"resume\":true}");

        ServerMessages.goodbye(json, CloseReason.DRAIN, 7312);
        assertThat(json)
                .hasToString("{\"op\":\"goodbye\",\"why\":\"drain\",\"code\":1012,\"retry_ms\":7312,\"resume\":true}");
    }
}
