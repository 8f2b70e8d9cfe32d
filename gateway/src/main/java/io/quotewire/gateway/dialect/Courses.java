package io.quotewire.gateway.dialect;

import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Instrument;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices on request: whatever a client sends is answered with the last prices of some pairs, and so is a plain GET.
 *
 * <p>A price that is not live is null, with the last one and its age beside it. A pair that nobody lists is an error, and the
 * connection stays.
 */
final class Courses implements Dialect {
    /** Most pairs that an error lists. */
    static final int MOST_KNOWN = 100;

    /** Of one connection: the older service is asked 1500 times a second over two of them. */
    static final int QUESTIONS_PER_S = 1_000;

    private final List<Instrument> pairs;

    Courses(CoursesConfig config) {
        this.pairs = config.pairs();
    }

    @Override
    public String name() {
        return "courses";
    }

    @Override
    public List<Place> places() {
        return List.of(new All(), new One());
    }

    /** All configured pairs; one that is not listed has no price. */
    private final class All implements Place {
        @Override
        public String template() {
            return "/courses";
        }

        @Override
        public Talk talk(Request request, Outlook outlook) {
            return new Answers(null);
        }

        @Override
        public Response read(Request request, Outlook outlook) {
            return Courses.read(pairs, outlook);
        }
    }

    /** The pair that the address names. */
    private final class One implements Place {
        @Override
        public String template() {
            return "/{BASE-QUOTE}";
        }

        @Override
        public Talk talk(Request request, Outlook outlook) {
            return new Answers(request.variable("BASE-QUOTE"));
        }

        @Override
        public Response read(Request request, Outlook outlook) {
            String name = request.variable("BASE-QUOTE");
            Instrument pair = listed(name, outlook);
            if (pair == null) {
                JsonWriter json = new JsonWriter();
                printUnknown(json, name, outlook);
                return Response.of(404, "application/json", json.toBytes());
            }
            return Courses.read(List.of(pair), outlook);
        }
    }

    /** Each message is answered, in order; what stands in it does not matter. */
    private final class Answers implements Talk {
        private final @Nullable String name;

        /** @param name of the only pair; null for those that are configured */
        private Answers(@Nullable String name) {
            this.name = name;
        }

        @Override
        public int messagesPerS() {
            return QUESTIONS_PER_S;
        }

        @Override
        public void begin(Line line) {
            if (name == null) {
                pairs.forEach(pair -> line.want(LastPrice.ticker(pair)));
            } else {
                want(line, listed(name, line.outlook()));
            }
        }

        @Override
        public void hear(Line line, Message message) {
            if (name == null) {
                answer(line, pairs);
                return;
            }
            Instrument pair = listed(name, line.outlook());
            if (pair == null) {
                printUnknown(line.json(), name, line.outlook());
                line.refuse(ErrorCode.UNKNOWN_TOPIC, line.json());
            } else {
                want(line, pair); // It may not have been listed before.
                answer(line, List.of(pair));
            }
        }

        @Override
        public void tooFast(Line line, long retryMs) {
            line.json()
                    .clear()
                    .openObject()
                    .text("error", "too_fast")
                    .number("retry_ms", retryMs)
                    .closeObject();
            line.refuse(ErrorCode.TOO_FAST, line.json());
        }
    }

    private static void want(Line line, @Nullable Instrument pair) {
        if (pair != null) {
            line.want(LastPrice.ticker(pair));
        }
    }

    private static void answer(Line line, List<Instrument> pairs) {
        print(line.json(), quotes(pairs, line.outlook()), line.outlook().nowUs());
        line.say(line.json());
    }

    private static Response read(List<Instrument> pairs, Outlook outlook) {
        pairs.stream().map(LastPrice::ticker).filter(outlook.catalog()::has).forEach(outlook::glanceAt);
        List<Quoted> quotes = quotes(pairs, outlook);
        long nowUs = outlook.nowUs();
        JsonWriter json = new JsonWriter();
        print(json, quotes, nowUs);
        Response response = Response.json(json.toBytes());
        long oldestMs = -1;
        for (Quoted quoted : quotes) {
            oldestMs = quoted.last() == null
                    ? oldestMs
                    : Math.max(oldestMs, quoted.last().ageMs(nowUs));
        }
        return oldestMs < 0 ? response : response.with("X-Quote-Age-Ms", Long.toString(oldestMs));
    }

    /** A pair and what is known of it. */
    private record Quoted(Instrument pair, @Nullable LastPrice last) {
        private @Nullable LastPrice stale() {
            return last == null || last.live() ? null : last;
        }
    }

    /** Looked up once, so that an answer does not contradict itself. */
    private static List<Quoted> quotes(List<Instrument> pairs, Outlook outlook) {
        return pairs.stream()
                .map(pair -> new Quoted(pair, LastPrice.of(outlook.last(LastPrice.ticker(pair)))))
                .toList();
    }

    private static void print(JsonWriter json, List<Quoted> quotes, long nowUs) {
        json.clear().spaced().openObject();
        for (Quoted quoted : quotes) {
            LastPrice last = quoted.last();
            json.decimal(quoted.pair().toString(), last != null && last.live() ? last.price() : null);
        }
        if (quotes.stream().anyMatch(quoted -> quoted.stale() != null)) {
            printStale(json.name("stale").openObject(), quotes, nowUs);
            json.closeObject();
        }
        json.closeObject();
    }

    private static void printStale(JsonWriter json, List<Quoted> quotes, long nowUs) {
        for (Quoted quoted : quotes) {
            LastPrice stale = quoted.stale();
            if (stale != null) {
                json.name(quoted.pair().toString()).openObject();
                json.decimal("last", stale.price()).number("age_ms", stale.ageMs(nowUs));
                json.closeObject();
            }
        }
    }

    /** The pair of this name; null where that is none, or nobody has it. */
    private static @Nullable Instrument listed(String name, Outlook outlook) {
        try {
            Instrument pair = Instrument.parse(name);
            return outlook.catalog().has(LastPrice.ticker(pair)) ? pair : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void printUnknown(JsonWriter json, String name, Outlook outlook) {
        json.clear().openObject().text("error", "unknown_pair").text("pair", name);
        json.name("known").openArray();
        known(outlook).forEach(json::text);
        json.closeArray().closeObject();
    }

    /** The configured pairs, then listed ones by name, up to so many. */
    private Collection<String> known(Outlook outlook) {
        Set<String> known = new LinkedHashSet<>();
        pairs.forEach(pair -> known.add(pair.toString()));
        for (String name : outlook.catalog().instruments()) {
            if (known.size() == MOST_KNOWN) {
                break;
            }
            if (listed(name, outlook) != null) {
                known.add(name);
            }
        }
        return known;
    }
}
