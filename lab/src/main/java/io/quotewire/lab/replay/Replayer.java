package io.quotewire.lab.replay;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Venues made of recordings, at loopback addresses. What they do and when is said in the package's essay.
 *
 * <p><b>Threads:</b> any but the replayer's own loop. Closing is for good.
 */
public final class Replayer implements AutoCloseable {
    private final EventLoopGroup group;
    private final Map<String, RecordedVenue> venues = new LinkedHashMap<>();

    private Replayer(List<Recording> recordings, ReplayConfig config) throws IOException {
        this.group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("replay", true), NioIoHandler.newFactory());
        EventLoop loop = group.next();
        try {
            for (Recording recording : recordings) {
                venues.put(recording.stage().profile().venue(), new RecordedVenue(recording, config, loop));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Reads the files through and opens an address for each venue found in them; nothing is played before a client
     * subscribes.
     *
     * @param captures files of the forms that {@code io.quotewire.lab.capture} explains, in any order
     * @throws IllegalArgumentException if the moment to begin at is not within the recording, saying from when to when that is
     * @throws io.quotewire.lab.capture.BadCapture if a file cannot be played, naming file, line and reason
     */
    public static Replayer start(List<Path> captures, ReplayConfig config) throws IOException {
        List<Recording> recordings = Recording.open(captures, !config.flatOut());
        Moment at = config.at();
        return new Replayer(recordings, at == null ? config : config.from(reached(at, recordings)));
    }

    /** The same moment for all venues: a time of day is of the day on which the earliest of them begins, or the next. */
    private static Moment reached(Moment at, List<Recording> recordings) {
        long firstUs = recordings.stream().mapToLong(Recording::firstNs).min().orElse(0) / 1_000;
        long lastUs = recordings.stream().mapToLong(Recording::lastNs).max().orElse(0) / 1_000;
        long fromUs = at.us(firstUs);
        if (fromUs < firstUs || fromUs > lastUs) {
            throw new IllegalArgumentException("%s is not within the recording, which goes from %s to %s"
                    .formatted(at, Moment.text(firstUs), Moment.text(lastUs)));
        }
        return Moment.of(fromUs);
    }

    /** The venues found in the files, in the order of their first appearance. */
    public Set<String> venues() {
        return Collections.unmodifiableSet(venues.keySet());
    }

    /** The address to give a feed in place of the venue's own WebSocket address. */
    public URI wsUrl(String venue) {
        return venue(venue).server().wsUrl();
    }

    /** The address to give a feed in place of the venue's own REST address, without a path. */
    public URI restUrl(String venue) {
        return venue(venue).server().restUrl();
    }

    /** Spot pairs, as the venue's instrument list spells them, of which the recording has a ticker, quotes or trades. */
    public SortedSet<String> symbols(String venue) {
        Recording recording = venue(venue).recording();
        SortedSet<String> symbols = new TreeSet<>();
        for (StreamKey key : recording.streams().keySet()) {
            String symbol = recording.stage().spotSymbol(key);
            if (symbol != null) {
                symbols.add(symbol);
            }
        }
        return symbols;
    }

    /** Closes the venue's connections without a word, and refuses new ones until {@link #heal}. In force on return. */
    public void cut(String venue) {
        venue(venue).cut();
    }

    /** Lets the venue keep its connections and its answers but send no data until {@link #heal}. In force on return. */
    public void mute(String venue) {
        venue(venue).mute();
    }

    /** Ends a cut and a muting. In force on return. */
    public void heal(String venue) {
        venue(venue).heal();
    }

    /** How far each venue is, as of its last turn. */
    public List<Progress> progress() {
        return venues.values().stream().map(venue -> venue.stream().progress()).toList();
    }

    /**
     * Completes when every venue has been played to its end and handed to the network; exceptionally when a file could not
     * be read to its end. A venue that nobody subscribes to never ends.
     */
    public CompletableFuture<Void> finished() {
        return CompletableFuture.allOf(
                venues.values().stream().map(venue -> venue.stream().finished()).toArray(CompletableFuture[]::new));
    }

    private RecordedVenue venue(String name) {
        RecordedVenue venue = venues.get(name);
        if (venue == null) {
            throw new IllegalArgumentException("no recording of venue " + name + ", only of " + venues.keySet());
        }
        return venue;
    }

    @Override
    public void close() {
        venues.values().forEach(RecordedVenue::close);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
