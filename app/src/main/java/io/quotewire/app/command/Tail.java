package io.quotewire.app.command;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Signals;
import io.quotewire.client.ConnectionListener;
import io.quotewire.client.Message;
import io.quotewire.client.TopicListener;
import io.quotewire.model.TopicPattern;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Prints the messages of a client as they come.
 *
 * <p><b>Threads:</b> callbacks come on the client's one thread; {@link #await} and {@link #end} are for others.
 */
final class Tail implements ConnectionListener, TopicListener {
    private final PrintStream out;
    private final PrintStream err;
    private final int wanted;
    private final Set<TopicPattern> refused = new HashSet<>();
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private boolean welcomed;

    /** @param wanted how many topics and wildcards will be subscribed; once all are refused there is nothing to wait for */
    Tail(PrintStream out, PrintStream err, int wanted) {
        this.out = out;
        this.err = err;
        this.wanted = wanted;
    }

    /** Waits until there is nothing more to print or nobody to read it. */
    ExitCode await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("printing messages", e.getCause());
        }
    }

    /** Somebody has seen enough. Any thread. */
    void end(Signals.Signal signal) {
        end.complete(
                switch (signal) {
                    case INT -> ExitCode.INTERRUPTED;
                    case HUP, TERM -> ExitCode.TERMINATED;
                });
    }

    @Override
    public void onWelcome(Message.Welcome welcome) {
        welcomed = true;
        err.println("connected to node " + welcome.node() + (welcome.simulated() ? ", which is simulated" : ""));
    }

    @Override
    public void onMessage(Message message, String json) {
        if (!(message instanceof Message.OfTopic)) {
            return;
        }
        out.println(json);
        if (out.checkError()) {
            end.complete(ExitCode.OK); // The reader of the pipe has seen enough, as head does.
        }
    }

    @Override
    public void onSubscribed(TopicPattern pattern, Message.Reply.Item answer) {
        if (answer.ok()) {
            refused.remove(pattern);
            return;
        }
        String near = answer.near().isEmpty() ? "" : "; did you mean " + String.join(", ", answer.near()) + "?";
        err.println(pattern + ": " + answer.error() + near);
        refused.add(pattern);
        if (refused.size() == wanted) {
            end.complete(ExitCode.NOT_FOUND);
        }
    }

    @Override
    public void onFailure(Message.Failure failure) {
        err.println(failure.error() + ": " + failure.message());
    }

    @Override
    public void onDisconnected(Disconnected disconnected) {
        Duration retryIn = disconnected.retryIn();
        if (end.isDone()) {
            return;
        }
        if (!welcomed || retryIn == null) {
            err.println("cannot connect: " + disconnected.reason());
            end.complete(ExitCode.NO_CONNECTION);
        } else {
            err.println("disconnected (" + disconnected.code() + " " + disconnected.reason() + "), again in "
                    + retryIn.toMillis() + " ms");
        }
    }

    @Override
    public void onCallbackFailure(Throwable failure) {
        end.completeExceptionally(failure);
    }
}
