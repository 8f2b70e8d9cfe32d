package io.quotewire.gateway.rest;

import java.util.function.LongSupplier;

/**
 * Shows that a loop turns.
 *
 * @param loop the name of its thread
 * @param lastTurnUs when it last came round, at rest too; any thread may ask
 */
public record Pulse(String loop, LongSupplier lastTurnUs) {}
