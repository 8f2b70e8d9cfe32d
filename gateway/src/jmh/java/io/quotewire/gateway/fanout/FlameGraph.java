package io.quotewire.gateway.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws where the time of some threads went, from a flight recording: a frame is as wide as the samples in which it was, and
 * stands on the one that called it. The result needs nothing but itself to be looked at.
 *
 * <pre>
 * java -cp gateway/target/test-classes io.quotewire.gateway.fanout.FlameGraph IN.jfr EVENT THREAD_PREFIX OUT.svg
 * </pre>
 *
 * <p>{@code EVENT} is {@code jdk.CPUTimeSample}, which also tells of time in the system, or {@code jdk.ExecutionSample}, which
 * tells of time in Java code only. Frames of less than half a percent are left out.
 */
public final class FlameGraph {
    private static final double LEAST_SHARE = 0.005;
    private static final int WIDTH = 1200;
    private static final int ROW = 17;
    private static final double CHARACTER = 6.4;

    private final StringBuilder svg = new StringBuilder();
    private final Frame root = new Frame("all");
    private int height;

    /** A method as called by the methods below it. */
    private static final class Frame {
        private final String name;
        private final Map<String, Frame> callees = new TreeMap<>();
        private long samples;

        private Frame(String name) {
            this.name = name;
        }

        private int depth(double least) {
            return 1
                    + callees.values().stream()
                            .filter(each -> each.samples >= least)
                            .mapToInt(each -> each.depth(least))
                            .max()
                            .orElse(0);
        }
    }

    private FlameGraph() {}

    /** Reads a recording and writes a picture of it. */
    public static void main(String[] args) throws IOException {
        FlameGraph graph = new FlameGraph();
        graph.read(Path.of(args[0]), args[1], args[2]);
        Files.writeString(Path.of(args[3]), graph.draw());
        graph.printWidest();
    }

    private void read(Path recording, String kind, String prefix) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(kind)) {
                    add(event, prefix);
                }
            }
        }
    }

    private void add(RecordedEvent event, String prefix) {
        RecordedThread thread = event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
        if (thread == null
                || thread.getJavaName() == null
                || !thread.getJavaName().startsWith(prefix)) {
            return;
        }
        root.samples++;
        Frame frame = root;
        if (event.getStackTrace() != null) {
            for (RecordedFrame each : event.getStackTrace().getFrames().reversed()) {
                frame = frame.callees.computeIfAbsent(name(each), Frame::new);
                frame.samples++;
            }
        }
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private String draw() {
        double least = root.samples * LEAST_SHARE;
        height = root.depth(least) * ROW + 2;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="11">
                <rect width="100%%" height="100%%" fill="#fff"/>
                """.formatted(WIDTH, height));
        draw(root, 0, 0, least);
        return svg.append("</svg>\n").toString();
    }

    private void draw(Frame frame, double x, int level, double least) {
        double width = (double) WIDTH * frame.samples / root.samples;
        int y = height - (level + 1) * ROW;
        String share = String.format(Locale.ROOT, "%.1f", 100.0 * frame.samples / root.samples);
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s, %d samples, %s %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>",
                escape(frame.name),
                frame.samples,
                share,
                x,
                y,
                Math.max(0.5, width - 0.5),
                colour(frame.name)));
        int letters = (int) ((width - 4) / CHARACTER);
        if (letters >= 3) {
            String shown = frame.name.length() <= letters ? frame.name : frame.name.substring(0, letters - 1) + "…";
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 2, y + 12, escape(shown)));
        }
        svg.append("</g>\n");
        double at = x;
        for (Frame callee : frame.callees.values()) {
            if (callee.samples >= least) {
                draw(callee, at, level + 1, least);
                at += (double) WIDTH * callee.samples / root.samples;
            }
        }
    }

    /** The gateway's own frames stand out, and what the system is asked for. */
    private static String colour(String name) {
        if (name.startsWith("Native.") || name.startsWith("Epoll") || name.contains("Dispatcher")) {
            return "#8fb6d9";
        }
        String type = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
        boolean own = List.of("Lane", "LaneTopic", "Outbox", "Seat", "Gather", "Publication", "Print", "Inbox", "Tally")
                .contains(type.replaceAll("\\$.*", ""));
        return own ? "#f2a65a" : "#e8dcc4";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The frames in which most samples ended, for a reader of text. */
    private void printWidest() {
        Map<String, Long> own = new TreeMap<>();
        count(root, own);
        System.out.printf("%d samples%n", root.samples);
        own.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(15)
                .forEach(each ->
                        System.out.printf("%5.1f %% %s%n", 100.0 * each.getValue() / root.samples, each.getKey()));
    }

    private static void count(Frame frame, Map<String, Long> own) {
        long below =
                frame.callees.values().stream().mapToLong(each -> each.samples).sum();
        own.merge(frame.name, frame.samples - below, Long::sum);
        frame.callees.values().forEach(each -> count(each, own));
    }
}
