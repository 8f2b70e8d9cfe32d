package io.quotewire.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts heads out of the bytes as they come. Every byte is looked at once, however slowly they arrive, and what can be no
 * part of a head is refused at once.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
final class HeadReader {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final HttpLimits limits;

    /** Bytes behind the reader index that were looked at. */
    private int seen;

    /** Where the line began in which {@code seen} lies, likewise. */
    private int lineStart;

    private boolean skippedLine;

    HeadReader(HttpLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes one head from {@code in}; null, taking nothing, while it is incomplete.
     *
     * @throws Refusal if it is malformed or too long
     */
    @Nullable
    Head read(ByteBuf in) {
        int length = scan(in);
        if (length < 0) {
            return null;
        }
        String text = in.readString(length, StandardCharsets.ISO_8859_1);
        seen = 0;
        lineStart = 0;
        skippedLine = false;
        return Head.parse(List.of(text.substring(0, length - 4).split("\r\n", -1)));
    }

    /** The length of the head with its empty line, or -1. */
    private int scan(ByteBuf in) {
        for (; seen < in.readableBytes(); seen++) {
            byte here = in.getByte(in.readerIndex() + seen);
            boolean afterReturn = seen > 0 && in.getByte(in.readerIndex() + seen - 1) == CR;
            if (afterReturn != (here == LF)) {
                throw Refusal.malformed("lines end with CR LF");
            }
            if (here == LF) {
                boolean emptyLine = seen - lineStart == 1;
                if (emptyLine && lineStart > 0) {
                    return seen + 1;
                }
                startLine(in, emptyLine);
            } else if (here != CR && !isText(here)) {
                throw Refusal.malformed("a head is text");
            }
            checkLength();
        }
        return -1;
    }

    /** One empty line before a request is tolerated, as RFC 9112 section 2.2 asks: some clients end a body with one. */
    private void startLine(ByteBuf in, boolean emptyLine) {
        if (!emptyLine) {
            lineStart = seen + 1;
        } else if (skippedLine) {
            throw Refusal.malformed("a request begins with its request line");
        } else {
            in.skipBytes(2);
            seen = -1;
            skippedLine = true;
        }
    }

    private void checkLength() {
        if (lineStart == 0 && seen >= limits.requestLineBytes()) {
            throw new Refusal(Problem.of(
                    Problem.Type.TARGET_TOO_LONG,
                    "a request line has at most " + limits.requestLineBytes() + " bytes"));
        }
        if (seen >= limits.headBytes()) {
            throw new Refusal(
                    Problem.of(Problem.Type.HEAD_TOO_LARGE, "a head has at most " + limits.headBytes() + " bytes"));
        }
    }

    private static boolean isText(byte value) {
        return value < 0 || (value >= ' ' && value != 0x7f) || value == '\t';
    }
}
