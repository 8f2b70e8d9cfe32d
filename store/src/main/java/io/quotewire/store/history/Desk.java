package io.quotewire.store.history;

import io.quotewire.store.history.duck.Duck;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where questions are answered, on threads of its own: machine code holds the thread that it runs on, and virtual ones have few
 * below them. Any thread may ask, and waits.
 */
final class Desk {
    private static final int THREADS = 2;
    private static final int WAITING = 256;

    /** Far beyond what a question takes: the disk does not answer. */
    private static final long PATIENCE_S = 30;

    private final Shelf shelf;
    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Connection> connections;

    /** A question. */
    interface Question<T> {
        T of(ShelfView view) throws SQLException, IOException;
    }

    Desk(Shelf shelf, Duck duck) {
        this.shelf = shelf;
        this.connections = ThreadLocal.withInitial(() -> connected(duck));
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("history-read-", 0).daemon().factory());
    }

    private static Connection connected(Duck duck) {
        try {
            return duck.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T ask(Question<T> question) throws HistoryUnavailable {
        Future<T> answer;
        try {
            answer = threads.submit(() -> {
                Connection connection = connections.get();
                return shelf.read(connection, parts -> question.of(new ShelfView(shelf, parts, connection)));
            });
        } catch (RejectedExecutionException e) {
            throw new HistoryUnavailable("too many ask about the past at once, or it is closed: ask again later", e);
        }
        return patiently(answer);
    }

    private static <T> T patiently(Future<T> answer) throws HistoryUnavailable {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(PATIENCE_S, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    answer.cancel(false);
                    throw new HistoryUnavailable("history does not answer: ask again later", e);
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    throw new HistoryUnavailable("history cannot be read: " + cause, cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes no more questions, and waits for those that are being answered; whether they have been. */
    boolean end(long patienceMs) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(patienceMs, TimeUnit.MILLISECONDS);
    }
}
