package io.quotewire.app.feedpath;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotewire.app.feedpath.Traffic.Message;
import io.quotewire.app.feedpath.Traffic.Role;
import io.quotewire.engine.EngineConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.venue.FeedMetric;
import io.quotewire.venue.Playback;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.tap.FrameTap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The whole feed path on one thread, from the bytes of recorded frames to the engine's state and its updates: the shipped
 * connection, adapter, chains, outlet, mailbox and shard, all venues in {@code best}. What the two threads of a gateway do
 * for a message is done here one after the other, message by message, so that nothing is won by batches.
 *
 * <p>Each pass begins with a new connection and a new engine, since venues' stamps cannot be told twice. What opens the
 * books (states over REST, and whole books in the stream) is not measured, what changes them is.
 *
 * <pre>
 * FeedPathBenchmark [--seconds N] [--write FOLDER] [--record FILE.qwr] [SET...]
 * </pre>
 *
 * <p>A line of JSON a set: {@code cpuNs} is of the whole process, collector and compiler included; {@code threadNs} is the
 * CPU time of the one thread. {@code --write} writes the messages down for a peer instead. With {@code --record} a recorder
 * listens in, and writes to that file; what it had no room for is in {@code lost}.
 */
public final class FeedPathBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** As a gateway has it that was told nothing, but without what is made of several venues and of trades. */
    private static final EngineConfig CONFIG = new EngineConfig(
            List.of("okx", "binance", "coinbase", "kraken", "bybit"),
            EngineConfig.DEFAULT.silence(),
            EngineConfig.DEFAULT.returnAfter(),
            EngineConfig.DEFAULT.mailbox(),
            EngineConfig.DEFAULT.listings());

    private static final long WARM_UP_NS = 3_000_000_000L;

    private static final Epoch EPOCH = new Epoch(1);

    /** What must not happen to sound traffic. */
    private static final List<FeedMetric> LOSSES = List.of(
            FeedMetric.MALFORMED,
            FeedMetric.UNKNOWN,
            FeedMetric.DUPLICATES,
            FeedMetric.REFUSED_EVENTS,
            FeedMetric.BOOKS_LOST,
            FeedMetric.BOOKS_STATELESS,
            FeedMetric.BOOK_STATE_FAILURES);

    private final Traffic traffic;
    private final VenueAdapter adapter;
    private final List<ListingInfo> listings;
    private final FrameTap tap;
    private final List<Message> messages;
    private final Role[] roles;
    private final long[] timesUs;
    private final ByteBuf[] frames;
    private long measured;
    private long wallNs;
    private long cpuNs;
    private long threadNs;
    private long allocated;

    private FeedPathBenchmark(Traffic traffic, FrameTap tap) {
        this.traffic = traffic;
        this.tap = tap;
        this.adapter = traffic.adapter();
        this.listings = traffic.listings().stream()
                .map(listing -> new ListingInfo(listing, adapter.symbol(listing.instrument()), null, null, true, true))
                .toList();
        this.messages = traffic.messages();
        this.roles = messages.stream().map(Message::role).toArray(Role[]::new);
        this.timesUs = messages.stream().mapToLong(Message::recvUs).toArray();
        this.frames = messages.stream()
                .map(message -> direct(message.text().getBytes(StandardCharsets.UTF_8)))
                .toArray(ByteBuf[]::new);
    }

    /** Ends the process in any case: what answers over REST has threads of its own. */
    public static void main(String[] args) {
        try {
            measure(args);
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(String... args) throws IOException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        List<String> words = new ArrayList<>(List.of(args));
        double seconds = Double.parseDouble(option(words, "--seconds", "3"));
        String folder = option(words, "--write", "");
        String file = option(words, "--record", "");
        for (Traffic traffic : Traffic.values()) {
            if (!words.isEmpty() && !words.contains(traffic.title())) {
                continue;
            }
            if (!folder.isEmpty()) {
                write(traffic, Path.of(folder, traffic.title() + ".tsv"));
            } else if (file.isEmpty()) {
                System.out.println(new FeedPathBenchmark(traffic, FrameTap.NONE).run((long) (seconds * 1e9), () -> 0));
            } else {
                recorded(traffic, Path.of(file), (long) (seconds * 1e9));
            }
        }
    }

    private static void recorded(Traffic traffic, Path file, long ns) throws IOException {
        Files.deleteIfExists(file);
        Recorder recorder = Recorder.file(file, Map.of(), MicroClock.system());
        try {
            FrameTap tap = recorder.tap(traffic.adapter().profile().venue(), "");
            recorder.start();
            FeedPathBenchmark benchmark = new FeedPathBenchmark(traffic, tap);
            System.out.println(benchmark.run(ns, () -> recorder.progress().lost()));
            long mean = Stream.of(benchmark.frames)
                            .mapToLong(ByteBuf::readableBytes)
                            .sum()
                    / benchmark.frames.length;
            recorder.close();
            Recorder.Progress progress = recorder.progress();
            System.out.println("{\"set\":\"%s\",\"recorded\":%d,\"frameBytes\":%d,\"bytesARecord\":%.1f}"
                    .formatted(
                            traffic.title(), progress.records(), mean, progress.bytes() / (double) progress.records()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        words.remove(at);
        return words.remove(at);
    }

    private static void write(Traffic traffic, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Message message : traffic.messages()) {
            String role = message.role().name().toLowerCase(Locale.ROOT);
            lines.append(role + "\t" + message.symbol() + "\t" + message.text().strip() + "\n");
        }
        Files.writeString(file, lines);
    }

    private String run(long atLeastNs, LongSupplier lost) {
        Outcome outcome = new Outcome(true);
        pass(outcome);
        if (outcome.resyncs() > 0) {
            throw new IllegalStateException(traffic + ": a book was given up");
        }
        repeat(WARM_UP_NS);
        long lostBefore = lost.getAsLong();
        long passes = repeat(atLeastNs);
        long lostNow = lost.getAsLong() - lostBefore;
        return """
                {"peer":"quotewire","set":"%s","messages":%d,"passes":%d,"wallNs":%d,"cpuNs":%d,"threadNs":%d,\
                "bytes":%d,"lost":%d,"best":"%s"}""".formatted(
                        traffic.title(),
                        measured,
                        passes,
                        wallNs / measured,
                        cpuNs / measured,
                        threadNs / measured,
                        allocated / measured,
                        lostNow,
                        outcome.bests());
    }

    /**
     * Counted in the thread's own time, so that what else the machine does shortens no warm-up. Where books take long to open,
     * four times as much is enough for all of it.
     */
    private long repeat(long atLeastNs) {
        measured = 0;
        wallNs = 0;
        cpuNs = 0;
        threadNs = 0;
        allocated = 0;
        long passes = 0;
        long enoughNs = THREADS.getCurrentThreadCpuTime() + 4 * atLeastNs;
        for (; threadNs < atLeastNs && THREADS.getCurrentThreadCpuTime() < enoughNs; passes++) {
            pass(new Outcome(false));
        }
        return passes;
    }

    private void pass(Outcome outcome) {
        MarketEngine engine =
                new MarketEngine(CONFIG, EPOCH, new Sharding(1), index -> outcome, command -> {}, index -> {});
        Duty shard = engine.shard(0);
        Playback line = new Playback(adapter, engine, tap);
        line.listed(listings);
        listings.forEach(info -> line.follows(1, traffic.channel(), info.symbol(), timesUs[0]));
        line.opened(1, false, timesUs[0]);
        int states = 0;
        for (int i = 0; i < frames.length; ) {
            switch (roles[i]) {
                case ANSWER -> find(line, messages.get(i++), ++states);
                case OPENING -> step(line, shard, i++);
                case MEASURED -> i = measure(line, shard, i);
            }
        }
        long losses = LOSSES.stream().mapToLong(line::count).sum();
        if (losses > 0 || outcome.updates() == 0) {
            throw new IllegalStateException(traffic + ": " + losses + " losses, " + outcome.updates() + " updates");
        }
    }

    /** A state of a book comes over REST, and with it that book is there. */
    private void find(Playback line, Message answer, int books) {
        RestCall call = Objects.requireNonNull(adapter.bookCall(answer.symbol()));
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        line.tick(answer.recvUs());
        line.answered(call.path(), 200, false, body, answer.recvUs());
        line.tick(answer.recvUs());
        if (line.books() != books) {
            throw new IllegalStateException(traffic + ": " + line.books() + " books in place of " + books);
        }
    }

    /** Measures from {@code first} on up to the next message that is not to be measured, and says which that is. */
    private int measure(Playback line, Duty shard, int first) {
        int behind = first;
        long wasAllocated = THREADS.getCurrentThreadAllocatedBytes();
        long wasCpu = PROCESS.getProcessCpuTime();
        long wasThread = THREADS.getCurrentThreadCpuTime();
        long was = System.nanoTime();
        while (behind < frames.length && roles[behind] == Role.MEASURED) {
            step(line, shard, behind++);
        }
        wallNs += System.nanoTime() - was;
        threadNs += THREADS.getCurrentThreadCpuTime() - wasThread;
        cpuNs += PROCESS.getProcessCpuTime() - wasCpu;
        allocated += THREADS.getCurrentThreadAllocatedBytes() - wasAllocated;
        measured += behind - first;
        return behind;
    }

    private void step(Playback line, Duty shard, int index) {
        line.received(1, frames[index], timesUs[index]);
        shard.doWork(timesUs[index]);
    }

    /** Where a socket puts it. */
    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
