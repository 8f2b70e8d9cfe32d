package io.quotewire.lab.load.link;

/**
 * How a connection ended, or that it never began.
 *
 * @param opened whether its handshake had been answered
 * @param text in a few words, the same for all that ended alike
 */
public record Ending(boolean opened, String text) {}
