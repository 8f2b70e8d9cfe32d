package io.quotewire.gateway.wire;

import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.Command.Position;
import io.quotewire.model.Epoch;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.TopicPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one message as far as they could be read, and the first fault of each kind. Of topics no more are kept
 * than {@link #MOST_TOPICS}.
 *
 * <p><b>Threads:</b> one owner, for one message.
 */
final class CommandFields {
    /** Most topics in one command: twice what a connection may hold by default. */
    static final int MOST_TOPICS = 1000;

    /** Longest token or name of an operation that is looked at. */
    private static final int LONGEST_TEXT = 8192;

    private static final long MAX_INTEGER = (1L << 53) - 1;
    private static final long NOT_GIVEN = -1;

    private final Set<String> names = new HashSet<>();
    private final Set<String> itemNames = new HashSet<>();
    private final List<Draft> drafts = new ArrayList<>();

    private long id = NOT_GIVEN;
    private long rateMs = NOT_GIVEN;
    private @Nullable String op;
    private @Nullable String token;
    private boolean badId;
    private boolean topicsGiven;
    private @Nullable String badField;

    /** Reads the object whose opening brace is the current token, to its end. */
    void read(JsonParser json) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken type = json.nextToken();
            switch (name) {
                case "id" -> {
                    id = integer(json);
                    badId = id == NOT_GIVEN;
                }
                case "op" -> op = text(json, "op", LONGEST_TEXT);
                case "rate_ms" -> rateMs = integer(json, "rate_ms");
                case "token" -> token = text(json, "token", LONGEST_TEXT);
                case "topics" -> topics(json, type);
                default -> {}
            }
            names.add(name);
            json.skipChildren();
        }
    }

    @Nullable
    Long idIfKnown() {
        return id == NOT_GIVEN ? null : id;
    }

    @Nullable
    Long id() throws BadCommand {
        if (badId) {
            throw new BadCommand(ErrorCode.BAD_ID, null, "id must be an integer from 0 to 2^53 - 1");
        }
        return idIfKnown();
    }

    String op() throws BadCommand {
        if (op == null) {
            throw new BadCommand(ErrorCode.BAD_FIELD, idIfKnown(), "op must be a string");
        }
        return op;
    }

    String token() throws BadCommand {
        if (token == null) {
            throw new BadCommand(ErrorCode.BAD_FIELD, idIfKnown(), "token must be a string");
        }
        return token;
    }

    /** Refuses fields that the operation does not have, then fields with values that they cannot have. */
    void refuseOthers(String operation, Set<String> allowed, Set<String> allowedInItems) throws BadCommand {
        for (String name : names) {
            if (!name.equals("op") && !name.equals("id") && !allowed.contains(name)) {
                throw unknown(operation + " has no field " + quoted(name));
            }
        }
        for (String name : itemNames) {
            if (!allowedInItems.contains(name)) {
                throw unknown("a topic of " + operation + " has no field " + quoted(name));
            }
        }
        if (allowed.contains("topics") && !topicsGiven) {
            fault("topics must be a list");
        }
        if (badField != null) {
            throw new BadCommand(ErrorCode.BAD_FIELD, idIfKnown(), badField);
        }
        if (rateMs != NOT_GIVEN && Rate.of(rateMs) == null) {
            throw new BadCommand(ErrorCode.RATE_NOT_GRANTED, idIfKnown(), "rate_ms must be one of " + Rate.allMs());
        }
    }

    List<Item> items() {
        long common = rateMs == NOT_GIVEN ? 0 : rateMs;
        return drafts.stream().map(draft -> draft.item(common)).toList();
    }

    private void topics(JsonParser json, JsonToken token) {
        topicsGiven = true;
        if (token != JsonToken.START_ARRAY) {
            fault("topics must be a list");
            return;
        }
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            if (drafts.size() == MOST_TOPICS) {
                fault("topics must be at most " + MOST_TOPICS);
                json.skipChildren();
                continue;
            }
            Draft draft = new Draft();
            if (each == JsonToken.START_OBJECT) {
                item(json, draft);
            } else {
                draft.topic = text(json, "a topic", TopicPattern.MAX_LENGTH);
                json.skipChildren();
            }
            complete(draft);
        }
    }

    private void item(JsonParser json, Draft draft) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "topic" -> draft.topic = text(json, "topic", TopicPattern.MAX_LENGTH);
                case "rate_ms" -> draft.rateMs = integer(json, "rate_ms");
                case "epoch" -> draft.epoch = epoch(json);
                case "seq" -> draft.seq = integer(json, "seq");
                case "from" -> draft.since = since(json);
                default -> {}
            }
            itemNames.add(name);
            json.skipChildren();
        }
    }

    private void complete(Draft draft) {
        if (draft.topic == null) {
            fault("a topic must be a string, or an object with one");
            return;
        }
        boolean behind = draft.epoch != null || draft.seq != NOT_GIVEN;
        if (behind && (draft.epoch == null || draft.seq == NOT_GIVEN || draft.since != NOT_GIVEN)) {
            fault("a position is epoch with seq, or from");
        }
        drafts.add(draft);
    }

    private long since(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            fault("from must be an object with ts");
            return NOT_GIVEN;
        }
        long ts = NOT_GIVEN;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            if (name.equals("ts")) {
                ts = integer(json, "ts");
            } else {
                fault("from must be an object with ts alone");
                json.skipChildren();
            }
        }
        if (ts == NOT_GIVEN) {
            fault("from must be an object with ts");
        }
        return ts;
    }

    private @Nullable Epoch epoch(JsonParser json) {
        String text = text(json, "epoch", 16);
        if (text != null) {
            try {
                return Epoch.parse(text);
            } catch (NumberFormatException e) {
                fault("epoch must be an epoch as the gateway writes it");
            }
        }
        return null;
    }

    private @Nullable String text(JsonParser json, String name, int longest) {
        if (json.currentToken() != JsonToken.VALUE_STRING || json.getStringLength() > longest) {
            fault(name + " must be a string of at most " + longest + " characters");
            return null;
        }
        return json.getString();
    }

    private long integer(JsonParser json, String name) {
        long value = integer(json);
        if (value == NOT_GIVEN) {
            fault(name + " must be an integer from 0 to 2^53 - 1");
        }
        return value;
    }

    private static long integer(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            json.skipChildren();
            return NOT_GIVEN;
        }
        long value = json.getLongValue();
        return value < 0 || value > MAX_INTEGER ? NOT_GIVEN : value;
    }

    private void fault(String message) {
        if (badField == null) {
            badField = message;
        }
    }

    private BadCommand unknown(String message) {
        return new BadCommand(ErrorCode.UNKNOWN_FIELD, idIfKnown(), message);
    }

    static String quoted(String text) {
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + '"';
    }

    /** A topic while it is read. */
    private static final class Draft {
        private @Nullable String topic;
        private @Nullable Epoch epoch;
        private long seq = NOT_GIVEN;
        private long rateMs = NOT_GIVEN;
        private long since = NOT_GIVEN;

        Item item(long commonRateMs) {
            Rate rate = Rate.of(rateMs == NOT_GIVEN ? commonRateMs : rateMs);
            return new Item(topic == null ? "" : topic, rate, position());
        }

        private @Nullable Position position() {
            if (epoch != null) {
                return new Position.Behind(epoch, seq);
            }
            return since == NOT_GIVEN ? null : new Position.Since(since);
        }
    }
}
