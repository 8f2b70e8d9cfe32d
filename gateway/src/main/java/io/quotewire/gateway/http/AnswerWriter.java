package io.quotewire.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.model.MicroClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Prints answers, each with the headers that every answer of this gateway carries; where an answer has one of them itself, its
 * own counts. Any thread.
 */
final class AnswerWriter {
    private static final List<Response.Header> ALWAYS = List.of(
            new Response.Header("Cache-Control", "no-store"),
            new Response.Header("Vary", "Origin"),
            new Response.Header(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"),
            new Response.Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Response.Header("Referrer-Policy", "no-referrer"),
            new Response.Header("X-Content-Type-Options", "nosniff"));

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final MicroClock clock;
    private final BooleanSupplier simulated;

    /** @param simulated whether any source is not a real market */
    AnswerWriter(MicroClock clock, BooleanSupplier simulated) {
        this.clock = clock;
        this.simulated = simulated;
    }

    /**
     * The bytes of one answer.
     *
     * @param withBody false for HEAD, whose answer tells the length all the same
     * @param last whether the connection ends with it
     * @param encrypted whether the request came so, and any later one should
     */
    ByteBuf write(ByteBufAllocator memory, Response response, boolean withBody, boolean last, boolean encrypted) {
        byte[] head = head(response, last, encrypted).getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = withBody ? response.body() : new byte[0];
        return memory.buffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    private String head(Response response, boolean last, boolean encrypted) {
        StringBuilder text = new StringBuilder(640);
        text.append("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(response.status()))
                .append("\r\n");
        add(text, "Date", DATE.format(Instant.ofEpochSecond(clock.nowUs() / 1_000_000)));
        String type = response.contentType();
        if (type != null) {
            add(text, "Content-Type", type);
        }
        if (type != null && response.successor() == null) {
            add(text, "Content-Length", Integer.toString(response.body().length));
        }
        ALWAYS.stream()
                .filter(header -> !response.has(header.name()))
                .forEach(header -> add(text, header.name(), header.value()));
        response.headers().forEach(header -> add(text, header.name(), header.value()));
        if (encrypted) {
            add(text, "Strict-Transport-Security", "max-age=31536000");
        }
        if (simulated.getAsBoolean()) {
            add(text, "X-Quotewire-Simulated", "true");
        }
        if (last) {
            add(text, "Connection", "close");
        }
        return text.append("\r\n").toString();
    }

    /** No value comes from a client but an allowed origin; the check keeps it so. */
    private static void add(StringBuilder text, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalStateException("header " + name + " is not printable ASCII");
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
