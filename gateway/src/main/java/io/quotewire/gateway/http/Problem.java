package io.quotewire.gateway.http;

import io.quotewire.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What is wrong with a request, as RFC 9457 prints it.
 *
 * @param detail one sentence, or the thing that is not known
 * @param near names that were probably meant
 * @param headers more headers of the answer
 * @param more further members of the body
 */
public record Problem(
        Type type,
        String detail,
        List<String> near,
        List<Response.Header> headers,
        @Nullable Member more) {
    /** Writes one or several members of an object. */
    @FunctionalInterface
    public interface Member {
        void write(JsonGenerator json);
    }

    /** The kinds of problem, the whole table. The slug is also the reason in the metrics. */
    public enum Type {
        MALFORMED("malformed-request", 400, null, true),
        BAD_PARAMETER("bad-parameter", 400, ErrorCode.BAD_FIELD, false),
        UNKNOWN_PARAMETER("unknown-parameter", 400, ErrorCode.UNKNOWN_FIELD, false),
        DEPTH("depth-not-granted", 400, ErrorCode.DEPTH_NOT_GRANTED, false),
        RATE("rate-not-granted", 400, ErrorCode.RATE_NOT_GRANTED, false),
        TOO_MANY_TOPICS("too-many-topics", 400, ErrorCode.TOO_MANY_TOPICS, false),
        TOKEN_IN_URL("token-in-url", 400, null, false),
        CREDENTIALS("bad-credentials", 401, ErrorCode.BAD_CREDENTIALS, false),
        EXPIRED("expired", 401, ErrorCode.EXPIRED, false),
        REVOKED("revoked", 401, ErrorCode.REVOKED, false),
        NOT_ENTITLED("not-entitled", 403, ErrorCode.NOT_ENTITLED, false),
        NO_ACCOUNTS("no-accounts", 403, ErrorCode.AUTH_NOT_ENABLED, false),
        ORIGIN("origin-not-allowed", 403, null, false),
        NOT_FOUND("not-found", 404, null, false),
        UNKNOWN_TOPIC("unknown-topic", 404, ErrorCode.UNKNOWN_TOPIC, false),
        METHOD("method-not-allowed", 405, null, false),
        TIMEOUT("timeout", 408, null, true),
        CONFLICT("conflict", 409, null, false),
        LENGTH_REQUIRED("length-required", 411, null, true),
        BODY_TOO_LARGE("body-too-large", 413, null, true),
        TARGET_TOO_LONG("target-too-long", 414, null, true),
        MISDIRECTED("misdirected-request", 421, null, true),
        UPGRADE_REQUIRED("upgrade-required", 426, null, false),
        IDEMPOTENCY_KEY("idempotency-key-reused", 422, null, false),
        ACCOUNT_FULL("account-connections", 429, null, false),
        HTTPS_REQUIRED("https-required", 426, null, true),
        TOO_MANY_ATTEMPTS("too-many-attempts", 429, ErrorCode.TOO_FAST, false),
        MEDIA_TYPE("unsupported-media-type", 415, null, false),
        HEAD_TOO_LARGE("head-too-large", 431, null, true),
        INTERNAL("internal", 500, ErrorCode.INTERNAL, false),
        STALLED("stalled", 503, null, false),
        NOT_READY("not-ready", 503, null, false),
        DRAINING("draining", 503, null, true),
        BUSY("accounts-busy", 503, ErrorCode.TOO_FAST, false),
        OVERLOADED("overloaded", 503, null, true),
        FULL("too-many-connections", 503, null, true),
        VERSION("http-version", 505, null, true);

        private final String slug;
        private final int status;
        private final @Nullable ErrorCode code;
        private final boolean closes;

        Type(String slug, int status, @Nullable ErrorCode code, boolean closes) {
            this.slug = slug;
            this.status = status;
            this.code = code;
            this.closes = closes;
        }

        String slug() {
            return slug;
        }

        int status() {
            return status;
        }

        /** What credentials that were refused with {@code code} are to a request. */
        public static Type of(ErrorCode code) {
            return switch (code) {
                case BAD_CREDENTIALS -> CREDENTIALS;
                case EXPIRED -> EXPIRED;
                case REVOKED -> REVOKED;
                case NOT_ENTITLED -> NOT_ENTITLED;
                case AUTH_NOT_ENABLED -> NO_ACCOUNTS;
                case TOO_FAST -> BUSY;
                default -> throw new IllegalArgumentException("not about credentials: " + code);
            };
        }
    }

    public static Problem of(Type type, String detail) {
        return new Problem(type, detail, List.of(), List.of(), null);
    }

    public Problem near(List<String> names) {
        return new Problem(type, detail, List.copyOf(names), headers, more);
    }

    public Problem with(Member members) {
        return new Problem(type, detail, near, headers, members);
    }

    /** The same with one header more. */
    public Problem header(String name, String value) {
        List<Response.Header> longer = new ArrayList<>(headers);
        longer.add(new Response.Header(name, value));
        return new Problem(type, detail, near, List.copyOf(longer), more);
    }

    /** The answer. {@code requestId} lets an operator find the line in the log, if there is one. */
    Response response(String requestId) {
        byte[] body = Json.bytes(json -> write(json, requestId));
        Response response = Response.of(type.status, "application/problem+json", body);
        for (Response.Header header : headers) {
            response = response.with(header.name(), header.value());
        }
        return type.closes ? response.closing() : response;
    }

    private void write(JsonGenerator json, String requestId) {
        json.writeStringProperty("type", "/docs/problems#" + type.slug);
        json.writeStringProperty("title", type.slug.replace('-', ' '));
        json.writeNumberProperty("status", type.status);
        if (type.code != null) {
            json.writeNumberProperty("code", type.code.code());
        }
        json.writeStringProperty("detail", detail);
        if (!near.isEmpty()) {
            json.writeArrayPropertyStart("near");
            near.forEach(json::writeString);
            json.writeEndArray();
        }
        if (more != null) {
            more.write(json);
        }
        json.writeStringProperty("request_id", requestId);
    }
}
