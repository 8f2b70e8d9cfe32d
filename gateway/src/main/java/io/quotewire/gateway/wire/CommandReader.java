package io.quotewire.gateway.wire;

import io.quotewire.model.ErrorCode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one message of a client.
 *
 * <p>A message is read to its end whatever is wrong with it, so that the refusal can name its id. Of several faults the
 * first of these counts: no JSON object, bad id, no operation, unknown operation, unknown field, bad field.
 *
 * <p><b>Threads:</b> any.
 */
public final class CommandReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(constraints())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    /** The fields of each operation besides {@code op} and {@code id}. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "auth", Set.of("token"),
            "subscribe", Set.of("topics", "rate_ms"),
            "unsubscribe", Set.of("topics"),
            "list", Set.of(),
            "resync", Set.of("topics"),
            "ping", Set.of());

    private static final Map<String, Set<String>> ITEM_FIELDS = Map.of(
            "subscribe", Set.of("topic", "rate_ms", "epoch", "seq", "from"),
            "unsubscribe", Set.of("topic"),
            "resync", Set.of("topic", "epoch", "seq"));

    private CommandReader() {}

    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(8)
                .maxNumberLength(64)
                .maxNameLength(64)
                .build();
    }

    /**
     * Reads the whole of {@code message}.
     *
     * @throws BadCommand if it is anything but a command
     */
    public static Command read(String message) throws BadCommand {
        CommandFields fields = new CommandFields();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), message)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notJson("it does not begin with {", null);
            }
            fields.read(json);
            if (json.nextToken() != null) {
                throw notJson("something follows its end", null);
            }
        } catch (JacksonException e) {
            throw notJson(place(e), fields.idIfKnown());
        }
        return command(fields);
    }

    private static Command command(CommandFields fields) throws BadCommand {
        Long id = fields.id();
        String op = fields.op();
        Set<String> allowed = FIELDS.get(op);
        if (allowed == null) {
            throw new BadCommand(ErrorCode.UNKNOWN_OP, id, "no operation " + CommandFields.quoted(op));
        }
        fields.refuseOthers(op, allowed, ITEM_FIELDS.getOrDefault(op, Set.of()));
        return switch (op) {
            case "auth" -> new Command.Auth(id, fields.token());
            case "subscribe" -> new Command.Subscribe(id, fields.items());
            case "unsubscribe" -> new Command.Unsubscribe(id, fields.items());
            case "resync" -> new Command.Resync(id, fields.items());
            case "list" -> new Command.ListTopics(id);
            case "ping" -> new Command.Ping(id);
            default -> throw new IllegalStateException("an operation without a reader: " + op);
        };
    }

    /** Limits of the parser come without a place. */
    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null
                ? "it is too deep, or a number or name in it too long"
                : "wrong near character " + Math.max(0, location.getCharOffset());
    }

    private static BadCommand notJson(String why, @Nullable Long id) {
        return new BadCommand(ErrorCode.BAD_JSON, id, "the message is not one JSON object: " + why);
    }
}
