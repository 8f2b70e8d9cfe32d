package io.quotewire.gateway.fanout;

import io.quotewire.model.Epoch;

/**
 * Where in an event topic a time lies.
 *
 * @param first number of the first item from then on, which may be the next one
 * @param whole whether all from then on is kept
 */
public record Place(Epoch epoch, long first, boolean whole) {}
