package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.Faults;
import io.quotewire.lab.load.check.Followed;
import io.quotewire.lab.load.check.HeadScan;
import io.quotewire.lab.load.check.Inspector;
import io.quotewire.lab.load.check.Printable;
import io.quotewire.lab.load.check.WholeCheck;
import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * All clients of a run that follow topics, and what they make of what they are told together.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Audience {
    /** Of so many clients one is read whole, which costs ten times as much; of all clients at least and at most so many. */
    private static final int SAMPLED_OF = 100;

    private static final int LEAST_SAMPLE = 3;
    private static final int MOST_SAMPLE = 10;

    private static final int SLOWEST_CHARACTERS = 240;
    private static final int AUDIT_MS = 5_000;
    private static final int RAMP_MS = 5;
    private static final String SOCKET_PATH = "/v1/ws";

    private final Loop loop;
    private final LoadPlan plan;
    private final Errors errors = new Errors();
    private final Faults faults = new Faults();
    private final Inspector inspector;
    private final Meter ws = new Meter();
    private final Meter sse = new Meter();
    private final Meter unmeasured = new Meter();
    private final Timeline timeline = new Timeline(List.of(ws, sse));
    private final Histogram connectUs = new Histogram(Meter.LONGEST_US, 3);
    private final List<Follower> followers = new ArrayList<>();

    /** The followers, and who is beside an only one to be compared with: nobody measures it, and it is checked alike. */
    private final List<Follower> everybody;

    private final List<WholeCheck> wholes = new ArrayList<>();
    private Consumer<Follower> whenComplete = follower -> {};
    private BiConsumer<Follower, Ending> whenEnded = this::missed;
    private String slowest = "";
    private long slowestUs;
    private boolean measuring;
    private long opened;
    private long failed;
    private long closed;
    private long complete;

    /** @param clients how many of the plan's clients are of it */
    Audience(Loop loop, LoadPlan plan, int clients) {
        this.loop = loop;
        this.plan = plan;
        this.inspector = new Inspector(plan.rateMs() == 0, faults, errors::add);
        int sample = Math.min(clients, Math.clamp(clients / SAMPLED_OF, LEAST_SAMPLE, MOST_SAMPLE));
        int step = clients / sample;
        for (int i = 0; i < clients; i++) {
            boolean stream = plan.mix().isStream(i);
            followers.add(new Follower(
                    this,
                    stream ? Connection.Kind.EVENT_STREAM : Connection.Kind.WEB_SOCKET,
                    stream ? sse : ws,
                    i % step == 0 && wholes.size() < sample ? whole() : null));
        }
        everybody = new ArrayList<>(followers);
        if (clients == 1) {
            everybody.addFirst(new Follower(this, Connection.Kind.WEB_SOCKET, unmeasured, whole()));
        }
        loop.every(AUDIT_MS, this::audit);
    }

    private WholeCheck whole() {
        WholeCheck whole = new WholeCheck(faults);
        wholes.add(whole);
        return whole;
    }

    /** Opens the connections one after the other, evenly over the ramp. */
    void open() {
        everybody.stream().filter(each -> !isMeasured(each)).forEach(Follower::open);
        open(0, System.nanoTime());
    }

    private void open(int from, long startNs) {
        long rampNs = Math.max(1, plan.ramp().toNanos());
        long passedNs = Math.min(rampNs, System.nanoTime() - startNs);
        int due = (int) Math.ceil((double) followers.size() * passedNs / rampNs);
        for (int i = from; i < due; i++) {
            followers.get(i).open();
        }
        if (due < followers.size()) {
            loop.later(TimeUnit.MILLISECONDS.toNanos(RAMP_MS), () -> open(due, startNs));
        }
    }

    Connection connection(Connection.Kind kind, Follower ear) {
        String socket =
                plan.target().path().isEmpty() ? SOCKET_PATH : plan.target().path();
        String path = kind == Connection.Kind.WEB_SOCKET
                ? socket
                : socket.substring(0, socket.length() - SOCKET_PATH.length()) + "/v1/stream?topics="
                        + plan.topics().stream().map(Object::toString).collect(Collectors.joining(",")) + "&rate_ms="
                        + plan.rateMs();
        return new Connection(loop, plan.target(), path, kind, ear);
    }

    /** What a client asks for, from where it is in the topics that can be resumed. */
    String order(Followed who) {
        List<String> items = new ArrayList<>(inspector.positions(who));
        for (var pattern : plan.topics()) {
            String known = "{\"topic\":\"" + pattern + "\",";
            if (items.stream().noneMatch(item -> item.startsWith(known))) {
                items.add("\"" + pattern + "\"");
            }
        }
        return "{\"op\":\"subscribe\",\"id\":1,\"rate_ms\":" + plan.rateMs() + ",\"topics\":[" + String.join(",", items)
                + "]}";
    }

    /** From now on {@code step} is told who has begun to follow everything, also after a return. */
    void whenComplete(Consumer<Follower> step) {
        whenComplete = step;
    }

    /** From now on {@code step}, and no count of errors, is told whose connection has ended. */
    void whenEnded(BiConsumer<Follower, Ending> step) {
        whenEnded = step;
    }

    private boolean isMeasured(Follower who) {
        return who.meter() != unmeasured;
    }

    void connected(long tookNs) {
        opened++;
        connectUs.recordValue(Math.clamp(tookNs / 1_000, 0, Meter.LONGEST_US));
    }

    void completed(Follower who) {
        if (isMeasured(who)) {
            complete++;
            whenComplete.accept(who);
        }
    }

    void heard(Follower who, byte[] bytes, int from, int to) {
        HeadScan head = inspector.on(who.followed(), bytes, from, to);
        if (measuring && inspector.isNews()) {
            who.meter().message(to - from);
            if (head != null && inspector.isMeasured()) {
                took(who, loop.readUs() - head.recvUs(), bytes, from, to);
            }
        }
    }

    private void took(Follower who, long us, byte[] bytes, int from, int to) {
        who.meter().took(us);
        if (us > slowestUs) {
            slowestUs = us;
            int length = Math.min(SLOWEST_CHARACTERS, to - from);
            slowest = Printable.of(new String(bytes, from, length, StandardCharsets.UTF_8))
                    + (length < to - from ? "…" : "");
        }
    }

    void ended(Follower who, Ending ending) {
        whenEnded.accept(who, ending);
    }

    /** Counts an end as an error. */
    void missed(Follower who, Ending ending) {
        failed += ending.opened() ? 0 : 1;
        closed += ending.opened() ? 1 : 0;
        errors.add(ending.text());
    }

    /** Begins to measure, anew. */
    void measure() {
        ws.reset();
        sse.reset();
        timeline.reset();
        loop.generator().reset();
        slowest = "";
        slowestUs = 0;
        measuring = true;
    }

    void rest() {
        measuring = false;
    }

    void audit() {
        everybody.forEach(Follower::audit);
    }

    /** Whether somebody has yet to be told what is due. */
    boolean isBehind() {
        return everybody.stream().anyMatch(each -> each.isComplete() && inspector.isBehind(each.followed()));
    }

    /** Whether something is still to come that explains or compares. */
    boolean isWaiting() {
        return everybody.stream().anyMatch(each -> each.awaitsAudit() || inspector.unexplained(each.followed()) > 0);
    }

    /** Whether books are followed, as they come and by who can ask for them again, and none was compared so far. */
    boolean lacksAudit() {
        return plan.rateMs() == 0 && audits() == 0 && everybody.stream().anyMatch(Follower::canAudit);
    }

    /** Ends it: who does not follow everything by now never will, what was not explained by now is lost. */
    void settle() {
        for (Follower each : everybody) {
            inspector.settle(each.followed(), each.isComplete());
            each.settle();
        }
        if (lacksAudit()) {
            errors.add("no book was compared with the server's");
        }
        long silent = everybody.stream().filter(each -> !each.isComplete()).count() - failed - closed;
        if (silent > 0) {
            errors.add("never told all that was asked for", silent);
        }
    }

    void leave() {
        whenEnded = (who, ending) -> {};
        everybody.forEach(Follower::leave);
    }

    /** Connections there are. */
    long connections() {
        return everybody.stream().filter(Follower::isOpen).count();
    }

    List<Follower> followers() {
        return followers;
    }

    /** How many follow everything, those counted twice that returned. */
    long complete() {
        return complete;
    }

    long opened() {
        return opened;
    }

    long failed() {
        return failed;
    }

    long closed() {
        return closed;
    }

    Spread connects() {
        return Spread.of(connectUs);
    }

    Errors errors() {
        return errors;
    }

    Faults faults() {
        return faults;
    }

    Inspector inspector() {
        return inspector;
    }

    Meter ws() {
        return ws;
    }

    Meter sse() {
        return sse;
    }

    /** How the message begins that took longest; empty where none was measured. */
    String slowest() {
        return slowest;
    }

    Timeline timeline() {
        return timeline;
    }

    /** How many clients are read whole, and how often their books were compared. */
    int wholes() {
        return wholes.size();
    }

    long audits() {
        return wholes.stream().mapToLong(WholeCheck::audits).sum();
    }
}
