package io.quotewire.venue;

/**
 * One request to a venue over REST.
 *
 * @param path and query
 * @param weight what it costs of the venue's budget, in the venue's own units; 1 where each request counts alike
 */
public record RestCall(String path, int weight) {}
