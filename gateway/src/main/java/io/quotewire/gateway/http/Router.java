package io.quotewire.gateway.http;

import io.quotewire.model.NearNames;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request: one that names the address before one that has it by a variable. Immutable. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparing(Route::hasVariables))
                .toList();
    }

    /** A route with what of the request's target it is told. */
    record Match(Route route, Map<String, String> variables, Query query) {
        Request request(Head head, Request.Sender sender) {
            return new Request(head, variables, query, sender);
        }
    }

    /**
     * The route of a request.
     *
     * @throws Refusal if there is none, if that is not done there, or if it does not know a parameter
     */
    Match find(Head head, Target target) {
        for (Route route : routes) {
            Map<String, String> variables =
                    route.method().names().contains(head.method()) ? route.match(target.segments()) : null;
            if (variables != null) {
                checkParameters(route.parameters(), target.parameters().keySet());
                return new Match(route, variables, new Query(target.parameters()));
            }
        }
        Set<Route.Method> methods = methods(target);
        throw new Refusal(Problem.of(Problem.Type.METHOD, "only " + allow(methods) + " are answered here")
                .header("Allow", allow(methods)));
    }

    /** Whether there is a route for that, and it acts. */
    boolean acts(Head head, Target target) {
        return routes.stream()
                .anyMatch(route -> route.method().acts()
                        && route.method().names().contains(head.method())
                        && route.match(target.segments()) != null);
    }

    /**
     * What may be done at {@code target}; for that of {@code OPTIONS *}, what may be done anywhere.
     *
     * @throws Refusal if there is nothing
     */
    Set<Route.Method> methods(Target target) {
        Set<Route.Method> methods = EnumSet.noneOf(Route.Method.class);
        routes.stream()
                .filter(route -> target.segments().isEmpty() || route.match(target.segments()) != null)
                .forEach(route -> methods.add(route.method()));
        if (methods.isEmpty()) {
            throw notFound(target);
        }
        return methods;
    }

    /** As the header of that name lists them. */
    static String allow(Set<Route.Method> methods) {
        return Stream.concat(methods.stream().flatMap(method -> method.names().stream()), Stream.of("OPTIONS"))
                .collect(Collectors.joining(", "));
    }

    private static void checkParameters(@Nullable Set<String> known, Set<String> given) {
        for (String name : given) {
            if (known != null && !known.contains(name)) {
                throw new Refusal(
                        Problem.of(Problem.Type.UNKNOWN_PARAMETER, name).near(NearNames.of(name, known)));
            }
        }
    }

    private Refusal notFound(Target target) {
        String path = "/" + String.join("/", target.segments());
        List<String> near = NearNames.of(
                path, routes.stream().map(Route::template).distinct().toList());
        return new Refusal(Problem.of(Problem.Type.NOT_FOUND, "there is nothing at this address")
                .near(near));
    }
}
