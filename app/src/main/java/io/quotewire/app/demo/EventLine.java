package io.quotewire.app.demo;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Levels;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One happening as a line of JSON, its digits as the venue sent them. */
final class EventLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private EventLine() {}

    static String of(Happening happening) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("id", happening.id());
            json.writeStringProperty("venue", happening.listing().venue());
            json.writeStringProperty(
                    "instrument", happening.listing().instrument().toString());
            json.writeNumberProperty("ts", happening.tsUs());
            switch (happening) {
                case Quoted quote -> write(json, quote);
                case Traded trade -> write(json, trade);
                case Summed figures -> write(json, figures);
                case Booked book -> write(json, book);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Quoted quote) {
        json.writeStringProperty("kind", "quote");
        json.writeStringProperty("bid", quote.bid().toString());
        json.writeStringProperty("bid_size", quote.bidSize().toString());
        json.writeStringProperty("ask", quote.ask().toString());
        json.writeStringProperty("ask_size", quote.askSize().toString());
    }

    private static void write(JsonGenerator json, Traded trade) {
        json.writeStringProperty("kind", "trade");
        json.writeNumberProperty("number", trade.number());
        json.writeStringProperty("side", trade.side().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("price", trade.price().toString());
        json.writeStringProperty("size", trade.size().toString());
    }

    private static void write(JsonGenerator json, Summed figures) {
        json.writeStringProperty("kind", "ticker");
        json.writeStringProperty("last", figures.trade().price().toString());
        json.writeStringProperty("open_24h", figures.day().open().toString());
        json.writeStringProperty("high_24h", figures.day().high().toString());
        json.writeStringProperty("low_24h", figures.day().low().toString());
        json.writeStringProperty("volume_24h", figures.day().volume().toString());
    }

    private static void write(JsonGenerator json, Booked book) {
        json.writeStringProperty("kind", "book");
        json.writeNumberProperty("first", book.first());
        json.writeNumberProperty("last", book.last());
        write(json, "bids", book.bids(Book.WHOLE, true));
        write(json, "asks", book.asks(Book.WHOLE, true));
    }

    private static void write(JsonGenerator json, String side, Levels levels) {
        json.writeArrayPropertyStart(side);
        for (int i = 0; i < levels.count(); i++) {
            json.writeStartArray();
            json.writeString(levels.price(i).toString());
            json.writeString(levels.size(i).toString());
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
