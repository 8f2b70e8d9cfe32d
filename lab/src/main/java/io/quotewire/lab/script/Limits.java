package io.quotewire.lab.script;

import java.time.Duration;

/**
 * What a venue allows one address, by its own publication.
 *
 * @param connects attempts to open a connection
 * @param messages that a client sends on one connection
 * @param controlFramesCount whether pings and pongs of WebSocket are messages too
 * @param requests to begin or end streams on one connection
 * @param requestBytes length of the longest such request, 0 for no such limit
 * @param streams on one connection, 0 for no such limit
 * @param weight of REST requests, as {@link Answer#weight} counts
 * @param life after which a connection is closed, zero for never
 */
public record Limits(
        Rate connects,
        Rate messages,
        boolean controlFramesCount,
        Rate requests,
        int requestBytes,
        int streams,
        Rate weight,
        Duration life) {}
