package io.quotewire.gateway.session;

import io.quotewire.gateway.wire.Command;

/**
 * What the client of an event stream asks for: the one command that it has.
 *
 * @param command its topics exist and are no more than a connection may have
 * @param longestId most characters that the client may be given to remember
 */
public record StreamOrder(Command.Subscribe command, int longestId) {}
