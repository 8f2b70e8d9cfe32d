package io.quotewire.gateway;

import io.quotewire.model.MicroClock;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients in a process of their own, which may be in a {@link Namespace} or be stopped. They follow one topic, answer
 * pings, and hold what they read to the protocol: what is missing in a chain must have been told.
 *
 * <p><b>Threads:</b> one of the test's; in the other process one for each client.
 */
final class FarClients implements AutoCloseable {
    private static final MicroClock CLOCK = MicroClock.system();

    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter told;

    /**
     * What has become of the clients since they were asked before.
     *
     * @param open how many are still connected
     * @param updates items or values received
     * @param lost items that were told as gaps
     * @param broken messages that did not follow from what came before and was told
     * @param closes close codes received, from the start
     * @param ages of values when they were read, in milliseconds, since the last report: the middle, the 99th of a hundred, the oldest
     */
    record Report(int open, long updates, long lost, long broken, List<String> closes, List<Long> ages) {
        private static final Pattern LINE =
                Pattern.compile("([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+) \\[(.*)] \\[([0-9]+), ([0-9]+), ([0-9]+)]");

        /** Both together. */
        private Report then(Report later) {
            return new Report(
                    later.open,
                    updates + later.updates,
                    lost + later.lost,
                    broken + later.broken,
                    later.closes,
                    later.ages);
        }

        private static Report parse(String line) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError("no report: " + line);
            }
            List<String> closes = parts.group(5).isEmpty()
                    ? List.of()
                    : List.of(parts.group(5).split(", ", -1));
            return new Report(
                    Integer.parseInt(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    Long.parseLong(parts.group(3)),
                    Long.parseLong(parts.group(4)),
                    closes,
                    List.of(Long.valueOf(parts.group(6)), Long.valueOf(parts.group(7)), Long.valueOf(parts.group(8))));
        }
    }

    private FarClients(ProcessBuilder builder) throws IOException {
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = process.inputReader(StandardCharsets.UTF_8);
        told = process.outputWriter(StandardCharsets.UTF_8);
        String ready = said.readLine();
        if (!"ready".equals(ready)) {
            process.destroyForcibly();
            throw new IOException("the clients are not there but said " + ready);
        }
    }

    /** In a namespace; returns once all have got their first message. */
    static FarClients in(Namespace place, BusyGateway gateway, int count, String topic) throws IOException {
        return new FarClients(place.program(command(place.address(), gateway.port(place.address()), count, topic)));
    }

    /** Readers of event streams, which make nothing of what they read, in a namespace. */
    static FarClients streamsIn(Namespace place, BusyGateway gateway, int count, String topic) throws IOException {
        return new FarClients(place.program(
                command(place.address(), gateway.port(place.address()), count, "/v1/stream?topics=" + topic)));
    }

    /** On this machine. */
    static FarClients beside(BusyGateway gateway, int count, String topic) throws IOException {
        return new FarClients(new ProcessBuilder(command("127.0.0.1", gateway.port(), count, topic)));
    }

    private static List<String> command(String address, int port, int count, String topic) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FarClients.class.getName(),
                address,
                Integer.toString(port),
                Integer.toString(count),
                topic);
    }

    /** What has happened since the last call. */
    Report report() throws IOException {
        told.write("report\n");
        told.flush();
        return Report.parse(String.valueOf(said.readLine()));
    }

    /** Asks again and again until it is so; what has happened from the last report to then. */
    Report until(Predicate<Report> enough) throws IOException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Report report = report();
        while (!enough.test(report)) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("a minute has passed, and it is " + report);
            }
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(50));
            report = report.then(report());
        }
        return report;
    }

    /** {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** The other process: address, port, how many, topic. */
    public static void main(String... args) throws IOException {
        Reading reading = new Reading();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            if (args[3].startsWith("/")) {
                Peer stream = new Peer(args[0], Integer.parseInt(args[1]));
                stream.send("GET " + args[3] + " HTTP/1.1\r\nHost: HOST\r\n\r\n")
                        .readHead();
                Thread.ofPlatform().daemon().start(() -> readOn(stream));
                continue;
            }
            Peer peer = new Peer(args[0], Integer.parseInt(args[1])).upgraded();
            int rateMs = args[3].startsWith("quote") ? 100 : 0; // Who wants the newest only says so.
            peer.sendText("{\"op\":\"subscribe\",\"rate_ms\":" + rateMs + ",\"topics\":[\"" + args[3] + "\"]}");
            peer.next();
            Chain chain = new Chain(reading, peer.next());
            Thread.ofPlatform().daemon().start(() -> reading.follow(peer, chain));
        }
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            System.out.println(reading.report());
        }
    }

    private static void readOn(Peer stream) {
        try {
            stream.readAll();
        } catch (IOException _) {
            // Nothing has come for long, or it was ended.
        }
    }

    /** What all clients of the process have read. */
    private static final class Reading {
        private final List<String> closes = new ArrayList<>();
        private final List<Long> agesMs = new ArrayList<>();
        private int open;
        private long updates;
        private long lost;
        private long broken;

        void follow(Peer peer, Chain chain) {
            count(1);
            try {
                String message = peer.next();
                while (!message.startsWith("#close")) {
                    if (message.equals("#9")) {
                        peer.send(Peer.frame(0x8a, ""));
                    } else {
                        chain.take(message);
                    }
                    message = peer.next();
                }
                closed(message.substring("#close ".length()));
            } catch (IOException e) {
                closed(e.getClass().getSimpleName());
            }
            count(-1);
        }

        synchronized void count(int more) {
            open += more;
        }

        synchronized void closed(String how) {
            closes.add(how);
        }

        synchronized void update(long items, long ageMs) {
            updates += items;
            agesMs.add(ageMs);
        }

        synchronized void gap(long items) {
            lost += items;
        }

        synchronized void broken() {
            broken++;
        }

        synchronized String report() {
            agesMs.sort(null);
            int last = agesMs.size() - 1;
            List<Long> ages = agesMs.isEmpty()
                    ? List.of(0L, 0L, 0L)
                    : List.of(agesMs.get(last / 2), agesMs.get((int) (last * 0.99)), agesMs.get(last));
            String report = open + " " + updates + " " + lost + " " + broken + " " + closes + " " + ages;
            agesMs.clear();
            updates = 0;
            lost = 0;
            broken = 0;
            return report;
        }
    }

    /** The protocol's rule for one topic of one client. */
    private static final class Chain {
        private static final Pattern MESSAGE = Pattern.compile(
                "\\{\"type\":\"(update|snapshot|still)\".*?(?:\"prev\":([0-9]+),)?\"seq\":([0-9]+),.*?\"recv\":([0-9]+).*");
        private static final Pattern GAP = Pattern.compile("\\{\"type\":\"gap\".*\"from\":([0-9]+),\"to\":([0-9]+),.*");

        private final Reading reading;
        private long last;

        Chain(Reading reading, String first) {
            this.reading = reading;
            Matcher message = MESSAGE.matcher(first);
            if (!message.matches()) {
                throw new AssertionError("no first message: " + first);
            }
            last = Long.parseLong(message.group(3));
        }

        void take(String text) {
            Matcher gap = GAP.matcher(text);
            Matcher message = MESSAGE.matcher(text);
            if (gap.matches()) {
                step(Long.parseLong(gap.group(1)) - 1, Long.parseLong(gap.group(2)));
                reading.gap(Long.parseLong(gap.group(2)) - Long.parseLong(gap.group(1)) + 1);
            } else if (message.matches() && message.group(1).equals("update")) {
                long before = last;
                long seq = Long.parseLong(message.group(3));
                step(message.group(2) == null ? before : Long.parseLong(message.group(2)), seq);
                reading.update(seq - before, (CLOCK.nowUs() - Long.parseLong(message.group(4))) / 1_000);
            }
        }

        private void step(long prev, long seq) {
            if (prev != last || seq <= last) {
                reading.broken();
            }
            last = seq;
        }
    }
}
