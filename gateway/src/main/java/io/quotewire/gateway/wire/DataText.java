package io.quotewire.gateway.wire;

import io.quotewire.model.Update;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.SourceData;
import io.quotewire.model.Update.TickerData;

/** Prints what value topics carry, as members of an object that is open. */
public final class DataText {
    private DataText() {}

    public static void fields(JsonWriter json, Head head, Update.Data data) {
        switch (data) {
            case QuoteData quote -> quote(json, quote);
            case TickerData ticker -> ticker(json, ticker);
            case RateData rate -> rate(json, head, rate);
            case SourceData source -> SourceText.fields(json, source.report());
            case IndexData index -> {
                fields(json, head, index.data());
                index(json, index);
            }
            case ConvertedData converted -> {
                fields(json, head, converted.data());
                conversion(json, converted);
            }
        }
    }

    private static void ticker(JsonWriter json, TickerData ticker) {
        json.decimal("last", ticker.last());
        quote(json, ticker.quote());
        json.decimal("open_24h", ticker.open()).decimal("high_24h", ticker.high());
        json.decimal("low_24h", ticker.low()).decimal("volume_24h", ticker.volume());
        json.decimal("change_24h", ticker.change()).decimal("change_pct_24h", ticker.changePct());
        if (ticker.quoteVolume() != null) {
            json.decimal("volume_quote_24h", ticker.quoteVolume());
        }
        if (ticker.marketCap() != null) {
            json.decimal("market_cap", ticker.marketCap());
        }
    }

    private static void quote(JsonWriter json, QuoteData quote) {
        json.decimal("bid", quote.bid()).decimal("bid_size", quote.bidSize());
        json.decimal("ask", quote.ask()).decimal("ask_size", quote.askSize());
    }

    private static void rate(JsonWriter json, Head head, RateData rate) {
        json.text("pair", head.topic().instrument().toString()).decimal("rate", rate.rate());
        json.text("source", head.source()).time("ts", head.tsUs());
        json.text("status", head.status().text());
        if (rate.weekend()) {
            json.flag("weekend", true);
        }
        if (rate.attribution() != null) {
            json.text("attribution", rate.attribution());
        }
    }

    private static void index(JsonWriter json, IndexData index) {
        json.name("constituents").openArray();
        index.constituents().forEach(json::text);
        json.closeArray().name("rejected").openArray();
        for (Update.Rejected rejected : index.rejected()) {
            json.openObject()
                    .text("source", rejected.source())
                    .text("why", rejected.why())
                    .closeObject();
        }
        json.closeArray();
    }

    private static void conversion(JsonWriter json, ConvertedData converted) {
        json.name("fx").openObject().text("path", converted.path()).decimal("rate", converted.rate());
        json.name("legs_ts").openArray();
        converted.legs().forEach(leg -> json.number(leg.tsUs()));
        json.closeArray();
        if (converted.weekend()) {
            json.flag("weekend", true);
        }
        json.closeObject();
    }
}
