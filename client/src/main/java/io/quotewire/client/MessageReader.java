package io.quotewire.client;

import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Text of the wire into {@link Message}s. Stateless; any thread. */
final class MessageReader {
    /** The deepest message of the protocol has 4 levels; more is allowed for fields to come. */
    private static final int MAX_DEPTH = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private MessageReader() {}

    /**
     * Reads one message.
     *
     * @throws MalformedMessage if the text is no JSON object, has neither {@code op} nor {@code type}, or lacks what a
     *     message of its kind must have
     */
    static Message read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMessage("not a JSON object");
            }
            Fields fields = Fields.read(json);
            if (json.nextToken() != null) {
                throw new MalformedMessage("text after the JSON object");
            }
            return fields.has("type") ? data(fields) : said(fields);
        } catch (JacksonException e) {
            throw new MalformedMessage("not JSON: " + e.getOriginalMessage());
        }
    }

    private static Message said(Fields fields) {
        String op = fields.text("op");
        return switch (op) {
            case "welcome" ->
                new Message.Welcome(
                        fields.count("version"),
                        fields.text("connection"),
                        fields.text("node"),
                        fields.count("now"),
                        fields.count("heartbeat_s"),
                        fields.text("auth"),
                        fields.flag("simulated"));
            case "heartbeat" -> new Message.Heartbeat(fields.count("now"));
            case "subscribed", "unsubscribed", "resynced" -> reply(op, fields);
            case "error" ->
                new Message.Failure(
                        fields.countOr("id", Message.NONE),
                        fields.textOrNull("topic"),
                        fields.count("code"),
                        fields.text("error"),
                        textOrEmpty(fields, "message"),
                        fields.countOr("retry_ms", 0));
            case "goodbye" ->
                new Message.Goodbye(
                        textOrEmpty(fields, "why"),
                        fields.countOr("code", Message.NONE),
                        fields.countOr("retry_ms", 0));
            default -> new Message.Unknown(op);
        };
    }

    private static Message reply(String op, Fields fields) {
        List<Message.Reply.Item> items = new ArrayList<>();
        for (Fields item : fields.objects("topics")) {
            items.add(new Message.Reply.Item(
                    item.text("topic"),
                    item.flag("ok"),
                    item.textOrNull("recovered"),
                    item.has("epoch") ? epoch(item) : null,
                    item.countOr("from", Message.NONE),
                    item.countOr("code", Message.NONE),
                    item.textOrNull("error"),
                    item.texts("near"),
                    item.texts("matches")));
        }
        return new Message.Reply(op, fields.countOr("id", Message.NONE), items);
    }

    private static Message data(Fields fields) {
        String type = fields.text("type");
        if (type.equals("slow")) {
            return new Message.Slow(fields.texts("conflated"), fields.texts("resync"));
        }
        Topic topic = topic(fields.text("topic"));
        if (topic == null) {
            return new Message.Unknown(type);
        }
        return switch (type) {
            case "snapshot" -> value(topic, fields, Message.Form.SNAPSHOT);
            case "update" -> value(topic, fields, Message.Form.UPDATE);
            case "status" -> status(topic, fields);
            case "still" -> new Message.Still(head(topic, fields, "seq"));
            case "gap" -> gap(topic, fields);
            case "open" -> topic.kind().interval() == null ? new Message.Unknown(type) : open(topic, fields);
            default -> new Message.Unknown(type);
        };
    }

    private static Message value(Topic topic, Fields fields, Message.Form form) {
        Head head = head(topic, fields, "seq");
        return switch (topic.kind()) {
            case TICKER, QUOTE, FX, STATUS -> priced(head, form, fields.objectOrNull("data"));
            case TRADE -> trades(head, fields, form == Message.Form.SNAPSHOT);
            case BOOK_1, BOOK_5, BOOK_10, BOOK_20, BOOK_50, BOOK_100, BOOK_400 -> book(head, form, fields);
            case BOOK -> new Message.Unknown("book");
            case CANDLE_1S, CANDLE_1M, CANDLE_5M, CANDLE_15M, CANDLE_1H, CANDLE_4H, CANDLE_1D ->
                candle(head, fields, form == Message.Form.SNAPSHOT);
        };
    }

    private static Message priced(Head head, Message.Form form, @Nullable Fields data) {
        return switch (head.topic().kind()) {
            case FX -> new Message.Rate(head, form, DataReader.rate(data));
            case STATUS -> new Message.Source(head, form, DataReader.source(data));
            case QUOTE -> new Message.Quote(head, form, DataReader.quote(data), DataReader.derivation(data));
            default -> new Message.Ticker(head, form, DataReader.ticker(data), DataReader.derivation(data));
        };
    }

    private static Message candle(Head head, Fields fields, boolean snapshot) {
        if (snapshot) {
            return new Message.Candle(head, Message.NONE, null, false, false);
        }
        long prev = fields.count("prev");
        if (prev >= head.seq()) {
            throw Fields.wrong("prev");
        }
        Fields data = fields.object("data");
        return new Message.Candle(head, prev, DataReader.candle(data, true), data.flag("revised"), data.flag("filled"));
    }

    private static Message open(Topic topic, Fields fields) {
        Fields data = fields.object("data");
        return new Message.OpenCandle(
                head(topic, fields, Message.NONE), DataReader.candle(data, false), data.flag("partial"));
    }

    private static Message book(Head head, Message.Form form, Fields fields) {
        boolean snapshot = form == Message.Form.SNAPSHOT;
        Fields data = fields.objectOrNull("data");
        if (data == null && !snapshot) {
            throw Fields.wrong("data");
        }
        Message.BookLevels levels = data == null
                ? null
                : new Message.BookLevels(
                        data.levels("bids"), data.levels("asks"), snapshot ? data.textOrNull("hash") : null);
        return new Message.Book(head, form, snapshot ? Message.NONE : fields.count("prev"), levels);
    }

    private static Message trades(Head head, Fields fields, boolean snapshot) {
        List<TradeItem> items = new ArrayList<>();
        long before = snapshot ? Message.NONE : fields.count("prev");
        for (Fields item : fields.objects("data")) {
            TradeItem trade = DataReader.trade(item);
            // The rule tells old items from new ones by their numbers, so these must be in order and within the head's.
            if (trade.seq() <= before || trade.seq() > head.seq()) {
                throw Fields.wrong("seq");
            }
            before = trade.seq();
            items.add(trade);
        }
        return new Message.Trades(head, snapshot, fields.countOr("prev", Message.NONE), items);
    }

    private static Message status(Topic topic, Fields fields) {
        // In an event or book topic a status has no data, which would be of another form.
        boolean isValue = topic.shape() == Topic.Shape.VALUE;
        Fields data = isValue ? fields.objectOrNull("data") : null;
        return new Message.StatusChange(
                head(topic, fields, "seq"),
                isValue ? Message.NONE : fields.count("prev"),
                fields.textOrNull("was"),
                textOrEmpty(fields, "why"),
                fields.countOr("since", 0),
                DataReader.data(topic.kind(), data),
                DataReader.derivation(data));
    }

    private static Message gap(Topic topic, Fields fields) {
        return new Message.Gap(
                head(topic, fields, "to"),
                fields.countOr("from", Message.NONE),
                fields.countOr("missing", Message.NONE),
                textOrEmpty(fields, "why"),
                fields.textOrNull("fill"),
                null);
    }

    private static Head head(Topic topic, Fields fields, String seq) {
        return head(topic, fields, fields.count(seq));
    }

    private static Head head(Topic topic, Fields fields, long seq) {
        return new Head(
                topic,
                epoch(fields),
                seq,
                fields.countOr("ts", 0),
                fields.countOr("recv", 0),
                fields.text("source"),
                status(fields.text("status")),
                fields.flag("simulated"));
    }

    private static @Nullable Topic topic(String text) {
        try {
            return Topic.parse(text);
        } catch (IllegalArgumentException _) {
            return null; // Of a kind that this client does not know, so it cannot have asked for it.
        }
    }

    private static Epoch epoch(Fields fields) {
        try {
            return Epoch.parse(fields.text("epoch"));
        } catch (NumberFormatException _) {
            throw Fields.wrong("epoch");
        }
    }

    private static Status status(String text) {
        for (Status status : Status.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        throw Fields.wrong("status"); // Whether the value can be trusted is not to be guessed.
    }

    private static String textOrEmpty(Fields fields, String name) {
        String text = fields.textOrNull(name);
        return text == null ? "" : text;
    }
}
