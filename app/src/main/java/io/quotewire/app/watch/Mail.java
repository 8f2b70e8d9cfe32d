package io.quotewire.app.watch;

import io.quotewire.client.ConnectionListener;
import io.quotewire.client.Message;
import io.quotewire.client.TopicListener;
import io.quotewire.model.Instrument;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What others have to tell the watching thread. Bounded by itself: of each instrument only the newest ticker and the newest
 * answer are kept, of the connection its last state.
 *
 * <p><b>Threads:</b> any.
 */
final class Mail implements ConnectionListener, TopicListener {
    /** As an answer that is no refusal; a map has no null. */
    private static final String ACCEPTED = "";

    private final Map<Instrument, Message.Ticker> tickers = new LinkedHashMap<>();
    private final Map<Instrument, String> answers = new LinkedHashMap<>();
    private final List<Instrument> wanted = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Duration retryIn;
    private @Nullable String note;
    private boolean listed;
    private boolean welcomed;
    private boolean fresh;
    private @Nullable Outcome end;
    private @Nullable Throwable fault;

    /** The instruments to show, or more of them. */
    synchronized void want(Collection<Instrument> instruments) {
        listed = true;
        wanted.addAll(instruments);
        changed();
    }

    /** One line for the user; empty takes it back. */
    synchronized void note(String text) {
        note = text;
        changed();
    }

    /** Watching shall end; the first word counts. */
    synchronized void end(Outcome outcome) {
        end = end == null ? outcome : end;
        changed();
    }

    /**
     * How watching shall end, null while it shall go on.
     *
     * @throws IllegalStateException if something failed that cannot fail
     */
    synchronized @Nullable Outcome end() {
        if (fault != null) {
            throw new IllegalStateException("following a gateway", fault);
        }
        return end;
    }

    /** Waits until there is something new or {@code ms} have passed. */
    synchronized void await(long ms) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        long leftNs = untilNs - System.nanoTime();
        while (!fresh && leftNs > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            leftNs = untilNs - System.nanoTime();
        }
    }

    /** Hands over everything; with {@code paused} all but values, which go on gathering here. */
    synchronized void deliver(Board board, boolean paused, long nowUs) {
        fresh = false;
        if (listed) {
            board.want(wanted);
            wanted.clear();
        }
        if (link != null) {
            board.link(
                    retryIn != null && link instanceof Link.Down(String reason, long ignored)
                            ? new Link.Down(reason, nowUs + retryIn.toNanos() / 1_000)
                            : link);
            link = null;
        }
        if (note != null) {
            board.note(note);
            note = null;
        }
        answers.forEach((instrument, why) -> board.answered(instrument, why.equals(ACCEPTED) ? null : why));
        answers.clear();
        if (!paused) {
            tickers.values().forEach(ticker -> board.take(ticker, nowUs));
            tickers.clear();
        }
    }

    @Override
    public synchronized void onWelcome(Message.Welcome welcome) {
        welcomed = true;
        link = new Link.Up(welcome.simulated());
        changed();
    }

    @Override
    public synchronized void onDisconnected(Disconnected disconnected) {
        String reason = Words.clean(disconnected.reason());
        retryIn = disconnected.retryIn();
        link = welcomed && retryIn != null ? new Link.Down(reason, 0) : new Link.Gone(reason);
        changed();
    }

    @Override
    public synchronized void onTicker(Message.Ticker ticker) {
        tickers.put(ticker.topic().instrument(), ticker);
        changed();
    }

    @Override
    public synchronized void onSubscribed(TopicPattern pattern, Message.Reply.Item answer) {
        Instrument instrument = pattern.instrument();
        if (instrument != null) {
            answers.put(instrument, answer.ok() ? ACCEPTED : refusal(answer));
            changed();
        }
    }

    @Override
    public void onFailure(Message.Failure failure) {
        note(Words.clean(failure.error() + ": " + failure.message()));
    }

    @Override
    public synchronized void onCallbackFailure(Throwable failure) {
        fault = failure;
        changed();
    }

    private static String refusal(Message.Reply.Item answer) {
        List<String> near = answer.near().stream()
                .map(name -> Words.clean(name.substring(name.lastIndexOf(':') + 1)))
                .distinct()
                .toList();
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
        return Words.clean(String.valueOf(answer.error())) + hint;
    }

    private void changed() {
        fresh = true;
        notifyAll();
    }
}
