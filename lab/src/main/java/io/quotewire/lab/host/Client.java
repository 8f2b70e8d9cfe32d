package io.quotewire.lab.host;

/**
 * A connection whose handshake has been answered.
 *
 * <p><b>Threads:</b> the loop.
 */
public interface Client extends Outlet {
    /** The name that the venue's answers give the connection: 8 hexadecimal digits, another one for each. */
    String name();

    /** Bytes that wait because the client does not take them; 0 as long as it is {@link #ready}. */
    long backlog();

    /** Counts a text as sent that was lost, where the venue counts what goes to a connection. */
    void skip();

    /** Ends its subscriptions at once and closes with a code; who does not take the closing in a second is cut off. */
    void hangUp(int code, String reason);

    /** Ends its subscriptions and the connection at once, without a word. */
    void cutOff();
}
