package io.quotewire.client;

/** What the server sent is no message of the protocol. Has no stack trace: the text is the server's fault, not ours. */
final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMessage(String what) {
        super(what, null, false, false);
    }
}
