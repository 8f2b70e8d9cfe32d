package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.host.Outlet;
import io.quotewire.lab.replay.Progress.State;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorded stream of one venue on its way to whoever is subscribed; the rules are those of the package's essay.
 *
 * <p><b>Threads:</b> the loop, but for {@link #progress} and {@link #finished}, which are for any.
 */
final class VenueStream {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    /** Frames a turn, so that the loop also reads, answers and pings while it plays flat out. */
    private static final int TURN = 512;

    private final Recording recording;
    private final FrameSupply supply;
    private final ReplayConfig config;
    private final MicroClock clock;
    private final Alarm alarm;
    private final StartRule startRule;
    private final Answers answers;
    private final long fromNs;
    private final Map<StreamKey, Set<Outlet>> subscribers = new HashMap<>();
    private final Set<Outlet> unflushed = new HashSet<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    private State state = State.WAITING;
    private boolean muted;
    /** Whether that moment has come from which on there is a pace. */
    private boolean reached;

    private long startUs;
    private long positionUs;
    private long sent;
    private long unsent;
    private int undelivered;
    /** When the earliest pending alarm rings. */
    private long wakeAtUs = Long.MAX_VALUE;

    private volatile Progress progress;

    VenueStream(Recording recording, FrameSupply supply, ReplayConfig config, MicroClock clock, Alarm alarm) {
        this.recording = recording;
        this.supply = supply;
        this.config = config;
        this.clock = clock;
        this.alarm = alarm;
        Set<StreamKey> wanted = new HashSet<>(recording.streams().keySet());
        wanted.removeIf(key -> recording.stage().spotSymbol(key) == null);
        this.answers = new Answers(recording.answers());
        Moment at = config.at();
        this.fromNs = at == null ? recording.firstNs() : at.us(recording.firstNs() / 1_000) * 1_000;
        this.reached = at == null;
        this.startRule = new StartRule(wanted, config.subscribeQuiet().toNanos() / 1_000);
        this.progress = report();
    }

    void subscribe(Outlet outlet, Collection<StreamKey> keys) {
        for (StreamKey key : keys) {
            subscribers.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(outlet);
        }
        if (state == State.WAITING) {
            startRule.asked(keys, clock.nowUs());
            alarm.in(0, this::advance);
        }
    }

    void unsubscribe(Outlet outlet, Collection<StreamKey> keys) {
        for (StreamKey key : keys) {
            Set<Outlet> outlets = subscribers.getOrDefault(key, Set.of());
            if (outlets.remove(outlet) && outlets.isEmpty()) {
                subscribers.remove(key);
            }
        }
        boolean waits = state == State.WAITING || (state == State.PLAYING && config.flatOut());
        if (subscribers.isEmpty() && waits) {
            state = State.WAITING;
            startRule.reset();
        }
        alarm.in(0, this::advance); // It may have been this one that the others waited for.
    }

    /** An outlet that was not ready is. Never plays within this call, which may come from within a flush. */
    void roomAgain() {
        alarm.in(0, this::advance);
    }

    /** Tells what the recording has for an answer: what came last, or what will come; null for nothing. */
    void ask(String path, Consumer<byte @Nullable []> asker) {
        answers.ask(path, asker);
    }

    /** A connected venue that sends no data. */
    void mute(boolean mute) {
        muted = mute;
        alarm.in(0, this::advance);
    }

    /** Plays what is due and can be taken, as far as one turn goes; sees to it that it is called again when there is more. */
    void advance() {
        try {
            startIfComplete();
            int played = 0;
            while (played < TURN && playing() && step()) {
                played++;
            }
            if (played == TURN) {
                alarm.in(0, this::advance);
            }
        } catch (IOException e) {
            state = State.FAILED;
            LOG.atError()
                    .addKeyValue("venue", venue())
                    .setCause(e)
                    .log("replay failed, the recording cannot be read any further");
            finished.completeExceptionally(e);
        }
        unflushed.forEach(Outlet::flush);
        unflushed.clear();
        progress = report();
    }

    private void startIfComplete() {
        if (state != State.WAITING || muted || startRule.idle()) {
            return; // A venue that is mute before its start begins when it is healed.
        }
        if (!startRule.met(clock.nowUs())) {
            wakeAt(startRule.quietAtUs());
            return;
        }
        state = State.PLAYING;
        startUs = clock.nowUs();
        LOG.atInfo()
                .addKeyValue("venue", venue())
                .addKeyValue("frames", recording.frames())
                .addKeyValue("complete", startRule.complete())
                .log("replay started");
    }

    private boolean playing() {
        return state == State.PLAYING && !(muted && config.flatOut());
    }

    /** Plays one frame; false where that must wait. */
    private boolean step() throws IOException {
        Frame frame = supply.peek();
        if (frame == null) {
            if (supply.ended()) {
                end();
            }
            return false;
        }
        long offsetUs = (frame.recvNs() - recording.firstNs()) / 1_000;
        if (!config.flatOut() && !due(frame.recvNs())) {
            return false;
        }
        String path = frame.path();
        if (path != null) {
            supply.take();
            positionUs = offsetUs;
            answers.come(path, frame.payload());
            return true;
        }
        Set<Outlet> receivers = muted ? Set.of() : subscribers.getOrDefault(frame.key(), Set.of());
        for (Outlet receiver : receivers) {
            if (!receiver.ready()) {
                return false;
            }
        }
        supply.take();
        positionUs = offsetUs;
        for (Outlet receiver : receivers) {
            receiver.send(frame.payload());
            unflushed.add(receiver);
        }
        if (receivers.isEmpty()) {
            unsent++;
        } else {
            sent++;
        }
        return true;
    }

    private boolean due(long recvNs) {
        if (recvNs < fromNs) {
            return true;
        }
        startUs = reached ? startUs : clock.nowUs();
        reached = true;
        long dueUs = startUs + (recvNs - fromNs) / 1_000 / config.speed();
        if (clock.nowUs() >= dueUs) {
            return true;
        }
        wakeAt(dueUs);
        return false;
    }

    private void wakeAt(long atUs) {
        if (atUs < wakeAtUs) {
            wakeAtUs = atUs;
            alarm.in(Math.max(0, atUs - clock.nowUs()), () -> {
                wakeAtUs = Long.MAX_VALUE;
                advance();
            });
        }
    }

    private void end() {
        state = State.ENDED;
        answers.end();
        Set<Outlet> outlets = new HashSet<>();
        subscribers.values().forEach(outlets::addAll);
        undelivered = outlets.size() + 1;
        outlets.forEach(outlet -> outlet.whenDelivered(this::delivered));
        delivered();
        LOG.atInfo()
                .addKeyValue("venue", venue())
                .addKeyValue("sent", sent)
                .addKeyValue("unsent", unsent)
                .log("replay ended, connections stay open");
    }

    /** One of the outlets, or the loop over them, is through. */
    private void delivered() {
        undelivered--;
        if (undelivered == 0) {
            progress = report(); // Whoever waits for the end must find it there.
            finished.complete(null);
        }
    }

    private String venue() {
        return recording.stage().profile().venue();
    }

    private Progress report() {
        long lengthUs = (recording.lastNs() - recording.firstNs()) / 1_000;
        return new Progress(venue(), state, recording.frames(), sent, unsent, positionUs, lengthUs);
    }

    Progress progress() {
        return progress;
    }

    /** Completes when the last frame is on its way, exceptionally when the recording could not be read. */
    CompletableFuture<Void> finished() {
        return finished;
    }
}
