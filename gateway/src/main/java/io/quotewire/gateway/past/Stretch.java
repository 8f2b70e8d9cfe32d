package io.quotewire.gateway.past;

import io.quotewire.gateway.tape.Tail;
import io.quotewire.model.Update.Head;

/**
 * Updates of one topic that follow each other.
 *
 * @param head of the last of them
 * @param tail all of them
 */
public record Stretch(Head head, Tail tail) {}
