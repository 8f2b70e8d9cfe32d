package io.quotewire.gateway.wire;

import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints messages with an {@code op}: what is said to one connection. */
public final class ServerMessages {
    private ServerMessages() {}

    /** The first message of a connection. */
    public record Welcome(
            String connection,
            String node,
            long nowUs,
            long heartbeatS,
            String auth,
            long authWithinS,
            boolean simulated) {}

    /**
     * Who a connection is now known to be, and what it may have.
     *
     * @param expiresUs {@link Long#MAX_VALUE} for never
     */
    public record Authenticated(
            String user,
            long expiresUs,
            int topics,
            int commandsPerS,
            int messageBytes,
            int depth,
            List<Integer> ratesMs) {}

    /**
     * A refusal.
     *
     * @param id of the command, null where it had none or where there was no command
     * @param topic null where it is about the whole command
     */
    public record Failure(@Nullable Long id, @Nullable String topic, ErrorCode code, String message, long retryMs) {}

    /**
     * A topic that a connection gets.
     *
     * @param seq the last number sent to it, -1 before the first message
     */
    public record Followed(String topic, Rate rate, long seq) {}

    public static void welcome(JsonWriter json, Welcome welcome) {
        json.clear().openObject().text("op", "welcome").number("version", 1);
        json.text("connection", welcome.connection())
                .text("node", welcome.node())
                .number("now", welcome.nowUs())
                .number("heartbeat_s", welcome.heartbeatS())
                .text("auth", welcome.auth())
                .number("auth_within_s", welcome.authWithinS());
        if (welcome.simulated()) {
            json.flag("simulated", true);
        }
        json.closeObject();
    }

    public static void authenticated(JsonWriter json, @Nullable Long id, Authenticated now) {
        opened(json, "authenticated", id).text("user", now.user()).name("expires");
        if (now.expiresUs() == Long.MAX_VALUE) {
            json.nothing();
        } else {
            json.number(now.expiresUs());
        }
        json.name("limits")
                .openObject()
                .number("topics", now.topics())
                .number("commands_per_s", now.commandsPerS())
                .number("message_bytes", now.messageBytes())
                .number("depth", now.depth())
                .name("rates_ms")
                .openArray();
        now.ratesMs().forEach(json::number);
        json.closeArray().closeObject().closeObject();
    }

    public static void heartbeat(JsonWriter json, long nowUs) {
        json.clear().openObject().text("op", "heartbeat").number("now", nowUs).closeObject();
    }

    public static void pong(JsonWriter json, @Nullable Long id, long nowUs) {
        opened(json, "pong", id).number("now", nowUs).closeObject();
    }

    /** Answers {@code subscribe} as {@code subscribed}, and likewise {@code unsubscribed} and {@code resynced}. */
    public static void replies(JsonWriter json, String op, @Nullable Long id, List<ItemReply> items) {
        opened(json, op, id).name("topics").openArray();
        for (ItemReply item : items) {
            json.openObject().text("topic", item.topic()).flag("ok", !(item instanceof ItemReply.Refused));
            outcome(json, item, op.equals("subscribed"));
            json.closeObject();
        }
        json.closeArray().closeObject();
    }

    public static void topics(JsonWriter json, @Nullable Long id, List<Followed> topics) {
        opened(json, "topics", id).name("topics").openArray();
        for (Followed followed : topics) {
            json.openObject()
                    .text("topic", followed.topic())
                    .number("rate_ms", followed.rate().ms())
                    .name("seq");
            if (followed.seq() < 0) {
                json.nothing();
            } else {
                json.number(followed.seq());
            }
            json.closeObject();
        }
        json.closeArray().closeObject();
    }

    public static void failure(JsonWriter json, Failure failure) {
        opened(json, "error", failure.id());
        if (failure.topic() != null) {
            json.text("topic", failure.topic());
        }
        json.number("code", failure.code().code()).text("error", failure.code().text());
        json.text("message", failure.message())
                .number("retry_ms", failure.retryMs())
                .closeObject();
    }

    /** The last message before an orderly end; the client comes back after its own {@code retryMs}. */
    public static void goodbye(JsonWriter json, CloseReason reason, long retryMs) {
        json.clear()
                .openObject()
                .text("op", "goodbye")
                .text("why", reason.text())
                .number("code", reason.code())
                .number("retry_ms", retryMs)
                .flag("resume", true)
                .closeObject();
    }

    private static void outcome(JsonWriter json, ItemReply item, boolean subscribed) {
        switch (item) {
            case ItemReply.Snapshot snapshot -> {
                rate(json, snapshot.rate(), subscribed);
                json.text("recovered", "snapshot").text("why", snapshot.why());
            }
            case ItemReply.Full full -> {
                rate(json, full.rate(), subscribed);
                json.text("recovered", "full")
                        .text("epoch", full.epoch().toString())
                        .number("from", full.from());
            }
            case ItemReply.Gap gap -> {
                rate(json, gap.rate(), subscribed);
                json.text("recovered", "gap").text("why", gap.why());
            }
            case ItemReply.Matches matches -> {
                rate(json, matches.rate(), subscribed);
                texts(json, "matches", matches.matches());
            }
            case ItemReply.Refused refused -> refused(json, refused);
            case ItemReply.Done ignored -> {}
        }
    }

    /** Only a subscription has a rate; that of a topic which is found again stays what it was. */
    private static void rate(JsonWriter json, Rate rate, boolean subscribed) {
        if (subscribed) {
            json.number("rate_ms", rate.ms());
        }
    }

    private static void refused(JsonWriter json, ItemReply.Refused refused) {
        json.number("code", refused.code().code()).text("error", refused.code().text());
        if (refused.code() == ErrorCode.UNKNOWN_TOPIC) {
            texts(json, "near", refused.near());
        }
    }

    private static void texts(JsonWriter json, String name, List<String> values) {
        json.name(name).openArray();
        values.forEach(json::text);
        json.closeArray();
    }

    private static JsonWriter opened(JsonWriter json, String op, @Nullable Long id) {
        json.clear().openObject().text("op", op).name("id");
        return id == null ? json.nothing() : json.number(id);
    }
}
