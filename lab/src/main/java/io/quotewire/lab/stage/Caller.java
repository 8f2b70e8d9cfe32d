package io.quotewire.lab.stage;

import java.util.Set;

/**
 * The connection that a message came by.
 *
 * @param connection the name that the venue's answers give the connection, 8 hexadecimal digits
 * @param subscribed what the connection receives now, in the order of subscription
 */
public record Caller(String connection, Set<StreamKey> subscribed) {}
