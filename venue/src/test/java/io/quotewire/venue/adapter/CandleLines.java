package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleAnswer;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.AnswerSink;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a venue's answer says of candles, read as a feed reads it. */
final class CandleLines {
    /** From 03:00 to 03:05; {@link Lines#RECV_US} is some seconds past 03:04. */
    static final CandleSpan SPAN =
            new CandleSpan(Interval.MINUTE, 1_767_322_800_000_000L, 1_767_322_800_000_000L + 5 * Interval.MINUTE.us());

    private CandleLines() {}

    static CandleAnswer answer(VenueAdapter venue, CandleSpan span, byte[] body, long nowUs) {
        List<CandleAnswer> answers = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(
                (frame, symbols, sink) -> answers.add(venue.candlesAnswer(frame, span)), new Symbols(Map.of()));
        decoder.stamp(nowUs, false);
        decoder.decode(body, 0, body.length, new AnswerSink());
        return answers.getFirst();
    }

    /** What it says of {@link #SPAN}, when it is {@link Lines#RECV_US}. */
    static List<String> of(VenueAdapter venue, byte[] body) {
        CandleAnswer answer = answer(venue, SPAN, body, Lines.RECV_US);
        String head = "from %d to %d%s"
                .formatted(answer.fromUs(), answer.toUs(), answer.reachesEnd() ? " which is the end" : "");
        return Stream.concat(Stream.of(head), answer.candles().stream().map(Object::toString))
                .toList();
    }
}
