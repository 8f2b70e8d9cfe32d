package io.quotewire.app.config;

import io.quotewire.app.text.DurationText;
import io.quotewire.app.text.SizeText;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.proxy.Network;
import io.quotewire.model.Instrument;
import io.quotewire.store.last.redis.Secret;
import io.quotewire.venue.limit.LimitRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a value is written.
 *
 * @param name one or two words, for the page of settings
 * @param wanted what a text must be, for error messages
 * @param reader throws {@link IllegalArgumentException} for any other text
 */
record Kind(String name, String wanted, Function<String, Object> reader, Function<Object, String> printer) {
    /** In the place of a secret. */
    private static final String HIDDEN = "hidden";

    private static final Kind TEXT = plain("text", "a text", text -> text);
    private static final Kind INTEGER = plain("integer", "a whole number", Integer::valueOf);
    private static final Kind LONG = plain("integer", "a whole number", Long::valueOf);
    private static final Kind BOOLEAN = plain("true or false", "true or false", Kind::truth);
    private static final Kind ADDRESS = plain("URL", "a URL such as wss://host/path", Kind::url);
    private static final Kind FILE = plain("file", "a file name", Path::of);
    private static final Kind INSTRUMENT = plain("instrument", "an instrument such as BTC-USDT", Instrument::parse);
    private static final Kind LISTEN =
            plain("address", "an address such as 127.0.0.1:8000 or [::1]:8000", ListenAddress::parse);
    private static final Kind NETWORK =
            plain("network", "an address or a network such as 192.0.2.0/24", Network::parse);
    private static final Kind LIMIT =
            plain("limit", "a limit such as connects 60 per 5m or requests 10000 per month", LimitRule::parse);
    private static final Kind SECRET =
            new Kind("secret", "a secret of 1 to 1000 characters", Secret::new, value -> HIDDEN);
    private static final Kind DURATION = new Kind(
            "duration",
            "a duration such as 250ms, 10s or 5m",
            DurationText::read,
            value -> DurationText.print((Duration) value));
    private static final Kind SIZE = new Kind(
            "size",
            "a size such as 512B, 64KiB or 1MiB",
            text -> Math.toIntExact(SizeText.read(text)),
            value -> SizeText.print(((Number) value).longValue()));
    private static final Kind LONG_SIZE = new Kind(SIZE.name, SIZE.wanted, SizeText::read, SIZE.printer);

    /** Whether nobody may see its values, and no file of settings may have them. */
    boolean isSecret() {
        return name.equals(SECRET.name);
    }

    /** The way that values of {@code type} are written, or null where there is none. */
    static @Nullable Kind of(Class<?> type, String component) {
        boolean size = component.endsWith("Bytes");
        if (type == int.class) {
            return size ? SIZE : INTEGER;
        }
        if (type == long.class) {
            return size ? LONG_SIZE : LONG;
        }
        return type.isEnum() ? oneOf(type) : ofObject(type);
    }

    private static @Nullable Kind ofObject(Class<?> type) {
        if (type == boolean.class) {
            return BOOLEAN;
        } else if (type == String.class) {
            return TEXT;
        } else if (type == Duration.class) {
            return DURATION;
        } else if (type == URI.class) {
            return ADDRESS;
        } else if (type == Path.class) {
            return FILE;
        } else if (type == Instrument.class) {
            return INSTRUMENT;
        } else if (type == LimitRule.class) {
            return LIMIT;
        } else if (type == Network.class) {
            return NETWORK;
        } else if (type == Secret.class) {
            return SECRET;
        }
        return type == ListenAddress.class ? LISTEN : null;
    }

    private static Kind oneOf(Class<?> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Kind::lower).collect(Collectors.joining(", "));
        Function<String, Object> reader = text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of " + names));
        return new Kind("one of " + names, "one of " + names, reader, Kind::lower);
    }

    private static Kind plain(String name, String wanted, Function<String, Object> reader) {
        return new Kind(name, wanted, reader, Object::toString);
    }

    private static String lower(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("not a URL: " + text);
        }
        return uri;
    }
}
