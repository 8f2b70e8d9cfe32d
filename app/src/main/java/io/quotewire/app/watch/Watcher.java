package io.quotewire.app.watch;

import io.quotewire.client.ClientOptions;
import io.quotewire.client.QuotewireClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows a gateway and shows what it says, until somebody or something ends it.
 *
 * <p><b>Threads:</b> {@link #run} belongs to one thread, which paints; {@link #end} may be called from any.
 */
public final class Watcher {
    /** Between two looks at keys and values: at most ten frames a second. */
    private static final long FRAME_MS = 100;

    /** Between two tables where nothing moves. */
    private static final long PRINT_MS = 10_000;

    private final WatchOptions options;
    private final Map<String, String> variables;
    private final PrintStream out;
    private final PrintStream err;
    private final Mail mail = new Mail();
    private final Board board = new Board();

    /**
     * @param variables of the environment: {@code TERM}, {@code NO_COLOR}, {@code FORCE_COLOR}
     * @param out for the table where it is printed; a terminal is found by itself
     * @param err for everything else
     */
    public Watcher(WatchOptions options, Map<String, String> variables, PrintStream out, PrintStream err) {
        this.options = options;
        this.variables = variables;
        this.out = out;
        this.err = err;
    }

    /** Makes {@link #run} return soon; the first word counts. */
    public void end(Outcome outcome) {
        mail.end(outcome);
    }

    /** Watches until the end, and says on {@code err} why that came unless it was asked for. */
    public Outcome run() throws InterruptedException {
        HttpClient http = options.http().build();
        try (QuotewireClient client = QuotewireClient.connect(connection(http), mail);
                Roster _ = Roster.start(options, client, mail)) {
            Outcome early = awaitAnswers(client);
            return early != null ? early : watch(client);
        } finally {
            http.shutdownNow();
        }
    }

    private ClientOptions connection(HttpClient http) {
        ClientOptions plain = ClientOptions.of(options.gateway().socket()).withHttp(http);
        return options.key() == null ? plain : plain.withKey(options.key());
    }

    /** Null where there is something to show. */
    private @Nullable Outcome awaitAnswers(QuotewireClient client) throws InterruptedException {
        boolean once = options.form() != WatchOptions.Form.LIVE;
        long untilNs = System.nanoTime() + options.patience().toNanos();
        while (true) {
            mail.deliver(board, false, client.serverNowUs());
            Outcome over = over();
            if (over != null) {
                return over;
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
            if (once ? board.isSettled() : board.isAnswered()) {
                return null;
            }
            if (leftMs <= 0) {
                return late(once);
            }
            mail.await(Math.max(1, leftMs));
        }
    }

    /** A table can be shown while answers are missing; a script must not take it for one. */
    private @Nullable Outcome late(boolean once) {
        if (board.isAnswered() || (!once && board.isUp())) {
            return null;
        }
        return noConnection("no answer within " + options.patience().toMillis() + " ms from "
                + options.gateway().socket() + (board.note().isEmpty() ? "" : "\n" + board.note()));
    }

    private Outcome watch(QuotewireClient client) throws InterruptedException {
        boolean person = options.form() == WatchOptions.Form.LIVE && Tty.isThere() && !Style.isDumb(variables);
        Tty tty = person ? Tty.open() : null;
        Outcome outcome = tty != null ? draw(tty, client) : print(client);
        board.rows().stream()
                .filter(row -> row.refusal() != null && outcome != Outcome.NOT_FOUND)
                .forEach(this::tellRefusal);
        return outcome;
    }

    private Outcome draw(Tty tty, QuotewireClient client) throws InterruptedException {
        Outcome outcome;
        try (tty) {
            tty.enter();
            outcome = drawUntilEnd(tty, client);
        } catch (IOException e) {
            outcome = Outcome.TERMINATED; // The terminal went away.
        }
        Outcome said = over();
        return outcome == Outcome.DONE || said == null ? outcome : said;
    }

    private Outcome drawUntilEnd(Tty tty, QuotewireClient client) throws IOException {
        Screen screen = new Screen(Style.choose(options.noColor(), variables, true));
        Keyboard keyboard = new Keyboard(tty::read);
        View view = View.FIRST;
        while (true) {
            long nowUs = client.serverNowUs();
            mail.deliver(board, view.paused(), nowUs);
            Outcome end = ended();
            if (end != null) {
                return end;
            }
            Size size = tty.size();
            tty.write(screen.show(Page.paint(board, view, size, nowUs), size));
            view = obey(keyboard, screen, view, size);
        }
    }

    /** Does what keys say until the next frame is due or somebody ends it; says what the user now wants to see. */
    private View obey(Keyboard keyboard, Screen screen, View before, Size size) throws IOException {
        View view = before;
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FRAME_MS);
        long leftMs = FRAME_MS;
        while (leftMs > 0 && mail.end() == null) {
            Key key = keyboard.next(leftMs);
            switch (key) {
                case QUIT -> end(Outcome.DONE);
                case INTERRUPT -> end(Outcome.INTERRUPTED);
                case HANGUP -> end(Outcome.TERMINATED);
                case REDRAW -> screen.forget();
                default ->
                    view = view.on(key, Page.capacity(board, size), board.rows().size());
            }
            leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
        }
        return view;
    }

    private Outcome print(QuotewireClient client) throws InterruptedException {
        while (true) {
            printOnce(client.serverNowUs());
            if (options.form() != WatchOptions.Form.LIVE || out.checkError()) {
                return Outcome.DONE; // The reader of a pipe has seen enough, as head does.
            }
            long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PRINT_MS);
            while (System.nanoTime() < untilNs) {
                mail.await(FRAME_MS);
                mail.deliver(board, false, client.serverNowUs());
                Outcome over = over();
                if (over != null) {
                    return over;
                }
            }
            out.println();
        }
    }

    private void printOnce(long nowUs) {
        if (options.form() == WatchOptions.Form.ONCE_JSON) {
            out.println(Report.write(board, nowUs));
            return;
        }
        Style style = Style.choose(options.noColor(), variables, Tty.isThere());
        List<Line> lines = Page.print(board, nowUs);
        lines.forEach(line -> out.println(line.text(style).stripTrailing()));
    }

    /** How it ended, null while it has not. */
    private @Nullable Outcome ended() {
        Outcome told = mail.end();
        if (told != null) {
            return told;
        }
        if (board.link() instanceof Link.Gone) {
            return Outcome.NO_CONNECTION;
        }
        return board.isRefused() ? Outcome.NOT_FOUND : null;
    }

    /** As {@link #ended}, and says why. */
    private @Nullable Outcome over() {
        Outcome end = ended();
        if (end == Outcome.NO_CONNECTION && board.link() instanceof Link.Gone(String reason)) {
            return noConnection("cannot connect: " + reason);
        }
        if (end == Outcome.NOT_FOUND) {
            board.rows().forEach(this::tellRefusal);
        }
        if (end == Outcome.TERMINATED) {
            err.println("told to end");
        }
        return end;
    }

    private Outcome noConnection(String why) {
        err.println(why);
        err.println("a gateway with made-up prices starts with: ./quotewire demo");
        return Outcome.NO_CONNECTION;
    }

    private void tellRefusal(Row row) {
        err.println(row.instrument() + ": " + row.refusal());
    }
}
