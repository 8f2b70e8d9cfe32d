package io.quotewire.lab.replay;

import io.netty.channel.EventLoop;
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.host.Backstage;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.Guard;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.host.VenueServer;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue made of a recording, at an address of its own.
 *
 * <p><b>Threads:</b> made, asked and closed by any but the loop; {@link #cut}, {@link #mute} and {@link #heal} take effect on
 * the loop and return when they have. What it is as a {@link Backstage} is the loop's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of tasks that do not fail.
final class RecordedVenue implements Backstage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedVenue.class);

    private final Recording recording;
    private final EventLoop loop;
    private final LookAhead lookAhead;
    private final VenueStream stream;
    private final VenueServer server;
    private boolean cut; // The loop's.

    RecordedVenue(Recording recording, ReplayConfig config, EventLoop loop) throws IOException {
        this.recording = recording;
        this.loop = loop;
        Alarm alarm = (afterUs, task) -> loop.schedule(task, afterUs, TimeUnit.MICROSECONDS);
        this.lookAhead = new LookAhead(venue(), recording::read, () -> loop.execute(this::advance));
        this.stream = new VenueStream(recording, lookAhead, config, MicroClock.system(), alarm);
        this.server = new VenueServer(this, Guard.trusting(() -> !cut), loop);
        lookAhead.start();
        LOG.atInfo()
                .addKeyValue("venue", venue())
                .addKeyValue("url", server.wsUrl())
                .addKeyValue("frames", recording.frames())
                .addKeyValue("left_out", recording.others())
                .log("replay waits for a subscription");
    }

    private void advance() {
        stream.advance();
    }

    private String venue() {
        return stage().profile().venue();
    }

    Recording recording() {
        return recording;
    }

    VenueStream stream() {
        return stream;
    }

    VenueServer server() {
        return server;
    }

    @Override
    public Stage stage() {
        return recording.stage();
    }

    @Override
    public void rest(String uri, Consumer<HttpAnswer> asker) {
        String name = stage().list(uri);
        if (name == null) {
            stream.ask(uri, body -> asker.accept(said(body)));
        } else {
            asker.accept(said(recording.list(name)));
        }
    }

    private static HttpAnswer said(byte @Nullable [] body) {
        return body == null
                ? HttpAnswer.text(404, "this replay has no recorded answer to this")
                : HttpAnswer.json(200, body);
    }

    @Override
    public void subscribe(Client client, Collection<StreamKey> keys) {
        stream.subscribe(client, keys);
    }

    @Override
    public void unsubscribe(Client client, Collection<StreamKey> keys) {
        stream.unsubscribe(client, keys);
    }

    @Override
    public void roomAgain() {
        stream.roomAgain();
    }

    /** Closes every connection without a word and refuses new ones. */
    void cut() {
        change("replay venue cut", () -> {
            cut = true;
            server.drop();
        });
    }

    /** Keeps connections, answers and keep-alive, but sends no data. */
    void mute() {
        change("replay venue muted", () -> stream.mute(true));
    }

    /** Ends a cut and a muting. */
    void heal() {
        change("replay venue healed", () -> {
            cut = false;
            stream.mute(false);
        });
    }

    private void change(String what, Runnable how) {
        LOG.atInfo().addKeyValue("venue", venue()).log(what);
        loop.submit(how).syncUninterruptibly();
    }

    @Override
    public void close() {
        lookAhead.close();
        server.close();
    }
}
