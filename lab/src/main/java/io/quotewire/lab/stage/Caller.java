package io.quotewire.lab.stage;

import java.util.Set;
import java.util.function.Predicate;

/**
 * The connection that a message came by.
 *
 * @param connection the name that the venue's answers give the connection, 8 hexadecimal digits
 * @param subscribed what the connection receives now, in the order of subscription
 * @param nowUs the venue's time
 * @param absent streams that are spelled well and are not there; a venue that looks refuses them
 */
public record Caller(String connection, Set<StreamKey> subscribed, long nowUs, Predicate<StreamKey> absent) {
    /** One to whom every stream is there. */
    public Caller(String connection, Set<StreamKey> subscribed, long nowUs) {
        this(connection, subscribed, nowUs, stream -> false);
    }
}
