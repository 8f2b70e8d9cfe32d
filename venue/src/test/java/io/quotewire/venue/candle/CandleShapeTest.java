package io.quotewire.venue.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape.Unit;
import io.quotewire.venue.frame.AnswerSink;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Symbols;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue of five candles at once, each of a minute; the span is 600 to 900 s after 1970. */
class CandleShapeTest {
    private static final long SECOND_US = 1_000_000;
    private static final Interval MINUTE = Interval.MINUTE;
    private static final CandleSpan SPAN = new CandleSpan(MINUTE, 600 * SECOND_US, 900 * SECOND_US);
    private static final String COLUMNS = "time open high low close volume quote";
    private static final CandleShape LIST = shape("", "", COLUMNS, "");
    private static final CandleShape FLAGGED = shape("", "", COLUMNS + " ended", "");
    private static final CandleShape OBJECTS =
            shape("code=0", "result.list", "time open volume high low close", "t o v h l c");
    private static final CandleShape ANY = shape("error=[]", "result.-last", COLUMNS, "");

    @Test
    void span_isOfWholeCandles() {
        assertThat(CandleSpan.between(MINUTE, 599 * SECOND_US, 901 * SECOND_US)).isEqualTo(SPAN);
        assertThat(CandleSpan.between(MINUTE, 600 * SECOND_US, 900 * SECOND_US)).isEqualTo(SPAN);
        assertThat(CandleSpan.between(MINUTE, 601 * SECOND_US, 719 * SECOND_US).isEmpty())
                .isTrue();
        assertThat(SPAN.newest(2)).isEqualTo(new CandleSpan(MINUTE, 780 * SECOND_US, 900 * SECOND_US));
        assertThat(SPAN.newest(9)).isEqualTo(SPAN);
    }

    @Test
    void path_namesLengthAndTimes_orThereIsNone() {
        CandleShape shape = new CandleShape(
                "/{symbol}/{bar}?{from}&{before}&{last}&{to}&{from:iso}&{last:iso}",
                1,
                5,
                Unit.SECONDS,
                Map.of(MINUTE, "M"),
                "",
                "",
                COLUMNS,
                "");
        assertThat(shape.path("BTC", SPAN))
                .isEqualTo("/BTC/M?600&599&899&900&1970-01-01T00:10:00Z&1970-01-01T00:14:59Z");
        assertThat(shape.path("BTC", new CandleSpan(Interval.HOUR, 0, Interval.HOUR.us())))
                .isNull();
    }

    @Test
    void rows_inAnyOrder_areToldFromTheOldestOn_exactly() {
        CandleAnswer answer =
                read(LIST, "[" + row(840) + ",[600,\"1.50\",2,1e0,\"1.7\",\"0.1000000000000000000000001\",2]]");

        assertThat(opens(answer)).containsExactly(600L, 840L);
        Candle first = answer.candles().getFirst();
        assertThat(first.open()).hasToString("1.50");
        assertThat(first.volume()).isEqualTo(new BigDecimal("0.1000000000000000000000001"));
        assertThat(first.trades()).isEqualTo(Candle.UNKNOWN);
        assertThat(first.closeUs()).isEqualTo(660 * SECOND_US);
        assertThat(answer.reachesEnd()).isTrue();
    }

    @Test
    void candles_withoutTrades_orBeyondTheSpan_areLeftOut_butShowHowFarTheVenueIs() {
        CandleAnswer quiet = read(LIST, "[" + row(540) + "," + row(600) + ",[840,0,0,0,0,\"0.0\",0]]");
        assertThat(opens(quiet)).containsExactly(600L);
        assertThat(quiet.reachesEnd()).isTrue();

        assertThat(read(LIST, "[" + row(600) + "]").reachesEnd()).isFalse();
        assertThat(read(LIST, "[]").reachesEnd()).isFalse();
        assertThat(read(LIST, "[" + row(960) + "]").reachesEnd()).isTrue();
    }

    @Test
    void candle_thatHasNotEnded_isNotTold_andTheAnswerSpeaksForWhatLiesBeforeIt() {
        String open = row(840).replace("]", ",\"false\"]");
        CandleAnswer flagged = read(FLAGGED, "[" + row(600).replace("]", ",\"1\"]") + "," + open + "]");
        assertThat(opens(flagged)).containsExactly(600L);
        assertThat(flagged.toUs()).isEqualTo(840 * SECOND_US);
        assertThat(flagged.reachesEnd()).isFalse();

        CandleAnswer byClock = read(LIST, "[" + row(600) + "," + row(840) + "]", 899 * SECOND_US);
        assertThat(opens(byClock)).containsExactly(600L);
        assertThat(byClock.toUs()).isEqualTo(840 * SECOND_US);
        assertThat(read(LIST, "[" + row(840) + "]", 900 * SECOND_US).candles()).hasSize(1);
        assertThat(read(LIST, "[]", 300 * SECOND_US).isEmpty()).isTrue();
    }

    @Test
    void answer_thatIsFull_speaksForWhatItsEarliestRowLeadsTo() {
        String five = row(720) + "," + row(780) + "," + row(840) + "," + row(900) + "," + row(960);
        CandleAnswer answer = read(LIST, "[" + five + "]");
        assertThat(answer.fromUs()).isEqualTo(720 * SECOND_US);
        assertThat(opens(answer)).containsExactly(720L, 780L, 840L);

        String later = row(960) + "," + row(1_020) + "," + row(1_080) + "," + row(1_140) + "," + row(1_200);
        assertThat(read(LIST, "[" + later + "]").isEmpty())
                .as("it leads back to the span no more")
                .isTrue();
    }

    @Test
    void objects_andWrappings_areReadInAnyOrder() {
        String row = "{\"c\":\"2\",\"x\":[1],\"h\":\"3\",\"l\":\"1\",\"o\":\"2\",\"v\":\"9\",\"t\":\"660\"}";
        assertThat(opens(read(OBJECTS, "{\"result\":{\"list\":[" + row + "],\"n\":1},\"code\":0}")))
                .containsExactly(660L);
        assertThat(opens(read(OBJECTS, "{\"code\":\"0\",\"result\":{\"n\":1,\"list\":[" + row + "]}}")))
                .containsExactly(660L);
        assertThat(opens(read(ANY, "{\"error\":[],\"result\":{\"last\":5,\"XBT\":[" + row(660) + "]}}")))
                .containsExactly(660L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\":{\"list\":[]}}",
                "{\"code\":0}",
                "{\"code\":7,\"result\":{\"list\":[]}}",
                "{\"code\":0,\"result\":{}}",
                "{\"code\":0,\"result\":[]}",
                "{\"code\":0,\"result\":{\"list\":[],\"list\":[]}}",
                "{\"code\":0,\"result\":{\"list\":[{\"t\":\"660\",\"o\":1,\"h\":1,\"l\":1,\"c\":1}]}}",
                "{\"code\":0,\"result\":{\"list\":[{\"t\":\"660\",\"o\":1,\"h\":1,\"l\":1,\"c\":1,\"v\":null}]}}"
            })
    void objects_beyondTheirShape_areMalformed(String body) {
        malformed(OBJECTS, body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a high below the open       | 660,2,1.9,1,1.5,1,1
            a low above the close       | 660,2,3,1.6,1.5,1,1
            no price                    | 660,0,0,0,0,1,1
            a price below zero          | 660,-1,3,-2,1,1,1
            a price of 20 digits        | 660,2,3,1.0000000000000000001,1.5,1,1
            a volume below zero         | 660,2,3,1,1.5,-1,1
            a volume of many places     | 660,2,3,1,1.5,1e-40,1
            a volume of many zeros      | 660,2,3,1,1.5,1e999999999,1
            a volume that is none       | 660,2,3,1,1.5,"one",1
            a quote volume below zero   | 660,2,3,1,1.5,1,-1
            a time beside the minutes   | 661,2,3,1,1.5,1,1
            a time that is none         | "",2,3,1,1.5,1,1
            a time before 1970          | -60,2,3,1,1.5,1,1
            a time far ahead            | 9999999999999,2,3,1,1.5,1,1
            a column less               | 660,2,3,1,1.5,1
            an object for a price       | 660,{},3,1,1.5,1,1
            """)
    void candle_thatNoneCanBe_isMalformed_alsoBeyondTheSpan(String what, String row) {
        malformed(LIST, "[[" + row + "]]");
        malformed(LIST, "[" + row(600) + ",[" + row.replaceFirst("^660", "60") + "]]");
    }

    @Test
    void candle_toldTwice_orNeitherEndedNorNot_isMalformed() {
        malformed(LIST, "[" + row(660) + "," + row(660) + "]");
        malformed(FLAGGED, "[" + row(660).replace("]", ",\"2\"]") + "]");
        malformed(ANY, "{\"error\":[\"no\"],\"result\":{\"XBT\":[]}}");
        malformed(ANY, "{\"error\":[],\"result\":{\"XBT\":[],\"XET\":[]}}");
        malformed(ANY, "{\"error\":[],\"result\":{\"last\":1}}");
    }

    private static CandleShape shape(String verdict, String rows, String columns, String keys) {
        return new CandleShape("/", 1, 5, Unit.SECONDS, Map.of(MINUTE, "1"), verdict, rows, columns, keys);
    }

    private static String row(long second) {
        return "[%d,\"2\",\"3\",\"1\",\"2\",\"10\",\"20\"]".formatted(second);
    }

    private static List<Long> opens(CandleAnswer answer) {
        return answer.candles().stream()
                .map(candle -> candle.openUs() / SECOND_US)
                .toList();
    }

    private static void malformed(CandleShape shape, String body) {
        assertThatThrownBy(() -> read(shape, body)).isInstanceOf(MalformedFrame.class);
    }

    private static CandleAnswer read(CandleShape shape, String body) {
        return read(shape, body, 10_000 * SECOND_US);
    }

    private static CandleAnswer read(CandleShape shape, String body, long nowUs) {
        List<CandleAnswer> answers = new ArrayList<>();
        FrameDecoder decoder =
                new FrameDecoder((frame, symbols, sink) -> answers.add(shape.read(frame, SPAN)), new Symbols(Map.of()));
        decoder.stamp(nowUs, false);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        decoder.decode(bytes, 0, bytes.length, new AnswerSink());
        return answers.getFirst();
    }
}
