package io.quotewire.client;

import java.util.List;
import java.util.function.Consumer;

/**
 * Calls the application, and survives it.
 *
 * <p><b>Threads:</b> the conversation's only.
 */
final class Callbacks {
    private final ConnectionListener connection;

    Callbacks(ConnectionListener connection) {
        this.connection = connection;
    }

    void connection(Consumer<ConnectionListener> call) {
        run(connection, call);
    }

    void topics(List<Subscription> subscriptions, Consumer<TopicListener> call) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.isClosed()) {
                run(subscription.listener(), call);
            }
        }
    }

    private <T> void run(T listener, Consumer<T> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error failure) {
            connection.onCallbackFailure(failure);
        }
    }
}
