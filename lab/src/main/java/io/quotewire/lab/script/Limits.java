package io.quotewire.lab.script;

import java.time.Duration;

/**
 * What a venue grants its clients, as it publishes it. Zero means no such limit.
 *
 * @param connects attempts to connect, for an address
 * @param weight REST requests, each at its weight, for an address
 * @param messages of any kind, for a connection
 * @param controlFramesCount whether pings and pongs count among the messages
 * @param requests to subscribe or unsubscribe, for a connection
 * @param requestBytes longest message in bytes
 * @param streams held by one connection
 * @param streamsAtOnce asked for with one request
 * @param firstRequest how long a connection may stay without any stream after it was made
 * @param life of a connection
 * @param banAfter requests refused until an address is shut out
 * @param ban how long an address is shut out of REST that goes on asking when it has been told not to
 */
public record Limits(
        Rate connects,
        Rate weight,
        Rate messages,
        boolean controlFramesCount,
        Rate requests,
        int requestBytes,
        int streams,
        int streamsAtOnce,
        Duration firstRequest,
        Duration life,
        int banAfter,
        Duration ban) {
    /** No limits but these. */
    static Limits of(Rate connects, Rate weight) {
        return new Limits(
                connects, weight, Rate.NONE, false, Rate.NONE, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
    }

    /** @param controlFramesToo whether pings and pongs count */
    Limits withMessages(Rate rate, boolean controlFramesToo) {
        return new Limits(
                connects,
                weight,
                rate,
                controlFramesToo,
                requests,
                requestBytes,
                streams,
                streamsAtOnce,
                firstRequest,
                life,
                banAfter,
                ban);
    }

    Limits withRequests(Rate rate, int bytes, int atOnce) {
        return new Limits(
                connects,
                weight,
                messages,
                controlFramesCount,
                rate,
                bytes,
                streams,
                atOnce,
                firstRequest,
                life,
                banAfter,
                ban);
    }

    Limits withStreams(int most, Duration withinFirst, Duration upTo) {
        return new Limits(
                connects,
                weight,
                messages,
                controlFramesCount,
                requests,
                requestBytes,
                most,
                streamsAtOnce,
                withinFirst,
                upTo,
                banAfter,
                ban);
    }

    Limits withBan(int refusals, Duration time) {
        return new Limits(
                connects,
                weight,
                messages,
                controlFramesCount,
                requests,
                requestBytes,
                streams,
                streamsAtOnce,
                firstRequest,
                life,
                refusals,
                time);
    }
}
