package io.quotewire.gateway.http;

import java.time.Duration;

/** Limits that differ from the shipped ones in what a test is about. */
public final class Limits {
    private static final HttpLimits SHIPPED = HttpLimits.DEFAULT;

    private Limits() {}

    /** Each deadline so long, from head to idleness. */
    static HttpLimits deadlines(Duration each) {
        return limits(each, each, each, each, connections(), rates());
    }

    /** Heads and bodies have to be there within so long. */
    public static HttpLimits requestsWithin(Duration deadline) {
        return limits(deadline, deadline, SHIPPED.answerDeadline(), SHIPPED.idle(), connections(), rates());
    }

    /** The same, and of each address so many new connections a second. */
    public static HttpLimits requestsWithin(Duration deadline, int connectRatePerAddress) {
        return limits(
                deadline,
                deadline,
                SHIPPED.answerDeadline(),
                SHIPPED.idle(),
                connections(),
                new Pair(SHIPPED.connectRate(), connectRatePerAddress));
    }

    /** So many connections, of all together and of each address. */
    public static HttpLimits connections(int all, int perAddress) {
        return shipped(new Pair(all, perAddress), rates());
    }

    /** So many new connections a second, of all together and of each address. */
    public static HttpLimits connects(int all, int perAddress) {
        return shipped(connections(), new Pair(all, perAddress));
    }

    /** Of all together, and of one address. */
    private record Pair(int all, int perAddress) {}

    private static Pair connections() {
        return new Pair(SHIPPED.connections(), SHIPPED.connectionsPerAddress());
    }

    private static Pair rates() {
        return new Pair(SHIPPED.connectRate(), SHIPPED.connectRatePerAddress());
    }

    private static HttpLimits shipped(Pair connections, Pair rates) {
        return limits(
                SHIPPED.headDeadline(),
                SHIPPED.bodyDeadline(),
                SHIPPED.answerDeadline(),
                SHIPPED.idle(),
                connections,
                rates);
    }

    private static HttpLimits limits(
            Duration head, Duration body, Duration answer, Duration idle, Pair connections, Pair rates) {
        return new HttpLimits(
                SHIPPED.requestLineBytes(),
                SHIPPED.headBytes(),
                SHIPPED.bodyBytes(),
                SHIPPED.bodiesBytes(),
                SHIPPED.aheadBytes(),
                head,
                body,
                answer,
                idle,
                SHIPPED.unsentBytes(),
                connections.all(),
                connections.perAddress(),
                rates.all(),
                rates.perAddress());
    }
}
