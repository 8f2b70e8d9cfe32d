package io.quotewire.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of the connection. Threads and failures as with {@link TopicListener}. */
public interface ConnectionListener {
    /** Does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /** A connection is up; subscriptions are made anew and resumed by themselves. */
    default void onWelcome(Message.Welcome welcome) {}

    /** A connection ended, or could not be made. */
    default void onDisconnected(Disconnected disconnected) {}

    /** The server says that it will close; {@link #onDisconnected} follows. */
    default void onGoodbye(Message.Goodbye goodbye) {}

    /** The server skipped values for us. */
    default void onSlow(Message.Slow slow) {}

    /** The server refused a command as a whole, or a wildcard outgrew its limit. */
    default void onFailure(Message.Failure failure) {}

    /**
     * Every message as it came, before the client's rule judges it: for logs and for tools that print the stream. What is
     * no message of the protocol does not come here; it ends the connection.
     */
    default void onMessage(Message message, String json) {}

    /** A callback of this or of a topic's listener threw. By default the thread's handler of uncaught exceptions gets it. */
    default void onCallbackFailure(Throwable failure) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }

    /**
     * How a connection ended.
     *
     * @param code the close code, 1006 where there was none
     * @param retryIn when the client tries again; null if it will not: by the server's word, or because it was closed
     */
    record Disconnected(int code, String reason, @Nullable Duration retryIn) {}
}
