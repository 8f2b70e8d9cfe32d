package io.quotewire.app.watch;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A board as one JSON object for scripts. Keys are never taken away; what is not known is null. A pure function. */
final class Report {
    static final String SCHEMA = "quotewire.watch/1";

    private static final JsonFactory JSON = new JsonFactory();

    private Report() {}

    /** One line. Instruments that the gateway does not have are left out. */
    static String write(Board board, long nowUs) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("schema", SCHEMA);
            json.writeBooleanProperty("simulated", board.isSimulated());
            json.writeArrayPropertyStart("rows");
            board.rows().stream().filter(row -> row.refusal() == null).forEach(row -> row(json, row, nowUs));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void row(JsonGenerator json, Row row, long nowUs) {
        TickerData data = row.data();
        QuoteData quote = data == null ? null : data.quote();
        json.writeStartObject();
        json.writeStringProperty("instrument", row.instrument().toString());
        decimal(json, "last", data == null ? null : data.last());
        decimal(json, "bid", quote == null ? null : quote.bid());
        decimal(json, "ask", quote == null ? null : quote.ask());
        decimal(json, "change_24h", data == null ? null : data.change());
        decimal(json, "change_pct_24h", data == null ? null : data.changePct());
        decimal(json, "volume_24h", data == null ? null : data.volume());
        head(json, row.head(), nowUs);
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, @Nullable Head head, long nowUs) {
        long recvUs = head == null ? 0 : head.recvUs();
        text(json, "source", head == null ? null : head.source());
        text(json, "status", head == null ? null : head.status().text());
        number(json, "ts", head == null || head.tsUs() == 0 ? null : head.tsUs());
        number(json, "recv", recvUs == 0 ? null : recvUs);
        number(json, "age_ms", recvUs == 0 ? null : Math.max(0, nowUs - recvUs) / 1_000);
        number(json, "seq", head == null ? null : head.seq());
        text(json, "epoch", head == null ? null : head.epoch().toString());
    }

    private static void decimal(JsonGenerator json, String name, @Nullable Decimal value) {
        text(json, name, value == null ? null : value.toString());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
