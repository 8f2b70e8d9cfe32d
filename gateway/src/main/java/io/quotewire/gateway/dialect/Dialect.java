package io.quotewire.gateway.dialect;

import java.util.List;

/**
 * The way in which clients of another service speak, as data and pure functions. What all connections have in common (limits,
 * pings, slow clients, the end) is done around it, and so is everything that changes: a dialect has no state.
 *
 * <p><b>Threads:</b> any.
 */
public interface Dialect {
    /** In lower case, as {@code docs/dialects.md} and the settings name it. */
    String name();

    /** Where it is spoken; no two of them at the same address, and none where the gateway has something else. */
    List<Place> places();
}
