package io.quotewire.gateway.past;

import io.quotewire.model.Epoch;

/**
 * Where in a topic's history a time lies.
 *
 * @param first number of the first item from then on
 * @param whole whether there are items from before that time, so that none from then on has been let go
 */
public record Beginning(Epoch epoch, long first, boolean whole) {}
