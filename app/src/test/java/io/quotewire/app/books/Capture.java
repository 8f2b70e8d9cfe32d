package io.quotewire.app.books;

import io.quotewire.venue.BookPlan;
import io.quotewire.venue.adapter.VenueAdapters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One recording of books.
 *
 * @param name as the indexes have it: a file, or two that continue each other
 * @param answers where the answers over REST are, with {@code *} for the symbol; empty where there are none
 * @param isWithoutState whether the state that the changes belong to was not recorded
 * @param witness the other channel that the books are compared with
 * @param adapter the venue whose adapter reads it, empty where there is none
 * @param spot which symbols are of pairs that the adapter knows
 * @param found further figures over all books, found with a few lines of Python; the indexes do not list them
 */
record Capture(
        String name,
        Supplier<Decoder> decoder,
        Integrity integrity,
        String answers,
        boolean isWithoutState,
        Supplier<Witness> witness,
        String adapter,
        Pattern spot,
        Map<Figure, String> found) {

    private static final Pattern ANY = Pattern.compile(".*");
    private static final int STEP_US = 1_000;

    static Capture of(String name, Supplier<Decoder> decoder, Integrity integrity) {
        return new Capture(name, decoder, integrity, "", false, () -> Witness.NONE, "", ANY, Map.of());
    }

    Capture answered(String files) {
        return new Capture(name, decoder, integrity, files, isWithoutState, witness, adapter, spot, found);
    }

    Capture withoutState() {
        return new Capture(name, decoder, integrity, answers, true, witness, adapter, spot, found);
    }

    Capture beside(Supplier<Witness> other) {
        return new Capture(name, decoder, integrity, answers, isWithoutState, other, adapter, spot, found);
    }

    Capture finding(Map<Figure, String> figures) {
        return new Capture(name, decoder, integrity, answers, isWithoutState, witness, adapter, spot, figures);
    }

    /** Read by the adapter of {@code venue}. */
    Capture by(String venue) {
        return new Capture(name, decoder, integrity, answers, isWithoutState, witness, venue, ANY, found);
    }

    /** Likewise, where the recording has books of what is no pair, too. */
    Capture by(String venue, Pattern pairs) {
        return new Capture(name, decoder, integrity, answers, isWithoutState, witness, venue, pairs, found);
    }

    /** By which rules a book is kept: by those of the adapter that reads it, else by what the recording shows of the venue. */
    BookPlan plan(String symbol) {
        if (!adapter.isEmpty() && isSpot(symbol)) {
            return VenueAdapters.of(adapter).orElseThrow().profile().book();
        }
        boolean linked = integrity == Integrity.CHAIN || integrity == Integrity.CONNECTION;
        return new BookPlan(
                answers.isEmpty() ? BookPlan.Start.STREAM : BookPlan.Start.REST, linked ? "sequence" : "none");
    }

    boolean isSpot(String symbol) {
        return spot.matcher(symbol).matches();
    }

    String venue() {
        return name.substring(0, name.indexOf('/'));
    }

    /** Everything that was received, in that order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (String file : name.split(" \\+ ", -1)) {
            steps.addAll(file.contains(".tsv") ? session(file) : messages(file));
        }
        if (!answers.isEmpty()) {
            steps.addAll(answerSteps());
            steps.sort(Comparator.comparingLong(Step::recvUs));
        }
        return IntStream.range(0, steps.size())
                .mapToObj(index -> steps.get(index).at(index))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Step> messages(String file) {
        List<String> lines = Recordings.lines(file);
        List<Long> times = times(file.replaceFirst("\\.jsonl(\\.gz)?$", ".recv_ns.txt"), lines.size());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            steps.add(new Step(0, times.get(i), "", lines.get(i)));
        }
        return steps;
    }

    private static List<Long> times(String file, int count) {
        String name = Recordings.has(file) ? file : file + ".gz";
        return Recordings.has(name)
                ? Recordings.lines(name).stream()
                        .map(ns -> Long.parseLong(ns) / 1_000)
                        .toList()
                : Stream.iterate((long) STEP_US, time -> time + STEP_US)
                        .limit(count)
                        .toList();
    }

    /** The venue's messages on the connection: without ours, and without answers over REST. */
    private static List<Step> session(String file) {
        return Recordings.lines(file).stream()
                .map(line -> line.split("\t", 4))
                .filter(parts -> parts[2].equals("<") && !parts[1].equals("http"))
                .map(parts -> new Step(0, Long.parseLong(parts[0]) / 1_000, "", parts[3]))
                .toList();
    }

    private List<Step> answerSteps() {
        int slash = answers.lastIndexOf('/');
        int star = answers.indexOf('*');
        String folder = answers.substring(0, slash);
        String before = answers.substring(slash + 1, star);
        String behind = answers.substring(star + 1);
        List<Step> steps = new ArrayList<>();
        for (String file : Recordings.files(folder)) {
            if (file.startsWith(before) && file.endsWith(behind)) {
                String symbol = file.substring(before.length(), file.length() - behind.length());
                String path = folder + "/" + file;
                steps.add(new Step(0, Index.receivedUs(path), symbol, Recordings.text(path)));
            }
        }
        return steps;
    }
}
