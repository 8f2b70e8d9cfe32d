package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.client.Message;
import io.quotewire.client.Message.Form;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.RateData;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TailTest {
    private static final Decimal ONE = Decimal.parse("1");
    private static final Candle FLAT = new Candle(0, 60_000_000, ONE, ONE, ONE, ONE, BigDecimal.ONE, null, 1);

    private final Captured out = new Captured();
    private final Tail tail = new Tail(out.print(), new Captured().print(), 1);

    static Stream<Message> ofTopics() {
        Head minute = head("candle.1m:okx:BTC-USDT", 8);
        Message.Median median = new Message.Median(List.of("binance", "okx"), List.of());
        Message.Conversion way = new Message.Conversion("USDT>USD>CAD", ONE, List.of(1L, 2L), false);
        return Stream.of(
                new Message.Candle(minute, 7, FLAT, false, false),
                new Message.OpenCandle(head("candle.1m:okx:BTC-USDT", Message.NONE), FLAT, true),
                new Message.Gap(minute, 8, Message.NONE, "upstream", null, null),
                new Message.Rate(head("fx:USD-CAD", 3), Form.UPDATE, new RateData(ONE, false, null)),
                new Message.Quote(head("quote:index:BTC-USDT", 3), Form.UPDATE, null, median),
                new Message.Ticker(head("ticker:best:BTC-CAD", 3), Form.UPDATE, null, way));
    }

    @ParameterizedTest
    @MethodSource("ofTopics")
    void message_ofATopic_isOneLineAsTheServerSentIt(Message message) {
        tail.onMessage(message, "{\"as\":\"sent\"}");

        assertThat(out.text()).isEqualTo("{\"as\":\"sent\"}\n");
    }

    @Test
    void message_ofNoTopic_isNotPrinted() {
        tail.onMessage(new Message.Heartbeat(1), "{}");
        tail.onMessage(new Message.Unknown("weather"), "{}");

        assertThat(out.text()).isEmpty();
    }

    private static Head head(String topic, long seq) {
        return new Head(Topic.parse(topic), new Epoch(1), seq, 1, 2, "okx", Status.LIVE, true);
    }
}
