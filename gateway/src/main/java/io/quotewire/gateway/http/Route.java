package io.quotewire.gateway.http;

import io.quotewire.gateway.auth.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One address of the gateway and what is done there.
 *
 * @param method what a request must ask for
 * @param template {@code /v1/last/{topic}}: segments, of which those in braces are variables; one whose name has a hyphen
 *     stands only for what could be a pair, two words of letters and digits with a hyphen between
 * @param parameters names that the query may have; null where queries are ignored
 * @param slow whether to answer beside the event loops, on a virtual thread
 * @param access whom it answers
 */
public record Route(
        Method method,
        String template,
        @Nullable Set<String> parameters,
        boolean slow,
        Access access,
        Handler handler) {
    /** As long as the words of an instrument may be, in either case. */
    private static final Pattern PAIR = Pattern.compile("[A-Za-z0-9]{1,20}-[A-Za-z0-9]{1,20}");

    /** What may be done at an address. */
    public enum Method {
        /** Reads; answers HEAD too. */
        GET {
            @Override
            List<String> names() {
                return List.of("GET", "HEAD");
            }
        },
        /** Acts. Answered only to clients that are no browser and to the gateway's own pages. */
        POST,
        /** Acts likewise: takes away what the address names. */
        DELETE;

        /** As requests write it; all that this method covers. */
        List<String> names() {
            return List.of(name());
        }

        boolean acts() {
            return this != GET;
        }
    }

    /** Makes the answer. Must not block unless the route is slow. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers one request.
         *
         * @throws Refusal if it cannot be answered as asked
         */
        Response handle(Request request);
    }

    /** A route that is read. */
    public Route(String template, @Nullable Set<String> parameters, boolean slow, Handler handler) {
        this(Method.GET, template, parameters, slow, Access.MARKET, handler);
    }

    /** A route that ignores queries. */
    public static Route of(String template, Handler handler) {
        return new Route(template, null, false, handler);
    }

    /** A route that knows these parameters and refuses others. */
    public static Route of(String template, Set<String> parameters, Handler handler) {
        return new Route(template, Set.copyOf(parameters), false, handler);
    }

    /**
     * A route that acts, by POST; it knows these parameters and refuses others. Slow, since what acts may have to wait for
     * what it acts on.
     */
    public static Route post(String template, Set<String> parameters, Handler handler) {
        return new Route(Method.POST, template, Set.copyOf(parameters), true, Access.MARKET, handler);
    }

    /** A route that takes something away, by DELETE; it has no parameters. Slow likewise. */
    public static Route delete(String template, Handler handler) {
        return new Route(Method.DELETE, template, Set.of(), true, Access.MARKET, handler);
    }

    /** The same for others. */
    public Route to(Access other) {
        return new Route(method, template, parameters, slow, other, handler);
    }

    /** The variables if {@code segments} fit the template, else null. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        String[] parts = template.substring(1).split("/", -1);
        if (parts.length != segments.size()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            String segment = segments.get(i);
            if (part.startsWith("{") && fits(part, segment)) {
                variables.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return null;
            }
        }
        return variables;
    }

    private static boolean fits(String variable, String segment) {
        return variable.contains("-") ? PAIR.matcher(segment).matches() : !segment.isEmpty();
    }

    /** Whether it stands for more addresses than one. */
    boolean hasVariables() {
        return template.contains("{");
    }
}
