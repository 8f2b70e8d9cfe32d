package io.quotewire.app.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a venue's own adapter makes of the steps, held step by step against the plain decoder's reading. Books that are none
 * of the adapter's, such as those of options in the same recording, stay with the plain decoder.
 */
final class AdapterReader implements Reader {
    private static final String KRAKEN_PAIRS = "kraken/rest-AssetPairs/AssetPairs_2021-04-17.json.gz";

    private final Capture capture;
    private final Reader plain;
    private final VenueAdapter adapter;
    private final Map<String, Listing> symbols = new HashMap<>();
    private final FrameDecoder decoder;
    private final Map<Step, List<Told>> known = new HashMap<>();

    /** @param sound what the plain reader makes of the whole recording: its symbols are the ones that are followed */
    AdapterReader(Capture capture, Reader plain, List<Told> sound) {
        this.capture = capture;
        this.plain = plain;
        adapter = VenueAdapters.of(capture.adapter()).orElseThrow();
        for (Told fact : sound) {
            if (fact instanceof Told.Book book && capture.isSpot(book.symbol())) {
                symbols.put(book.symbol(), book.message().listing());
            }
        }
        decoder = new FrameDecoder(adapter, new Symbols(symbols));
        inform();
    }

    @Override
    public List<Told> told(List<Step> steps) {
        List<Told> told = new ArrayList<>();
        Map<Step, List<Told>> plainly = new HashMap<>();
        plain.told(steps)
                .forEach(fact -> plainly.computeIfAbsent(fact.step(), step -> new ArrayList<>())
                        .add(fact));
        for (Step step : steps) {
            told.addAll(known.computeIfAbsent(step, one -> read(one, plainly.getOrDefault(one, List.of()))));
        }
        return told;
    }

    /** Kraken's recordings have books of pairs whose digits only the list of pairs tells. */
    private void inform() {
        if (capture.adapter().equals("kraken")) {
            Map<Listing, ListingInfo> infos = new HashMap<>();
            byte[] pairs = Recordings.text(KRAKEN_PAIRS).getBytes(StandardCharsets.UTF_8);
            adapter.instruments(pairs).spot().forEach(info -> {
                Listing listing = symbols.get(info.symbol());
                if (listing != null) {
                    infos.put(listing, info);
                }
            });
            assertThat(infos).hasSameSizeAs(symbols);
            decoder.inform(infos::get);
        }
    }

    private List<Told> read(Step step, List<Told> plainly) {
        List<Told.Book> expected = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        for (Told fact : plainly) {
            if (fact instanceof Told.Book book && symbols.containsKey(book.symbol())) {
                expected.add(book);
            } else {
                told.add(fact);
            }
        }
        List<BookMessage> actual = hear(step).books;
        assertThat(actual).as(step.text()).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            BookMessage wanted = expected.get(i).message();
            assertThat(same(actual.get(i), wanted))
                    .as("%s, not %s", actual.get(i), wanted)
                    .isTrue();
            told.add(new Told.Book(step, expected.get(i).symbol(), reaching(actual.get(i), wanted.extent())));
        }
        return told;
    }

    private Overheard hear(Step step) {
        Overheard overheard = new Overheard();
        byte[] bytes = step.text().getBytes(StandardCharsets.UTF_8);
        FrameDecoder reader = decoder;
        if (step.isAnswer()) {
            Listing listing = Objects.requireNonNull(symbols.get(step.symbol()));
            reader = new FrameDecoder(
                    (frame, any, told) -> adapter.bookAnswer(frame, listing, told), new Symbols(Map.of()));
        }
        reader.stamp(step.recvUs(), false);
        reader.decode(bytes, 0, bytes.length, overheard);
        return overheard;
    }

    /** But for the venue's stamp, which the plain decoders read of some venues only, and digits that one of them fills up. */
    private static boolean same(BookMessage one, BookMessage other) {
        boolean numbers = one.last() == other.last() && (one.snapshot() || one.first() == other.first());
        return one.listing().equals(other.listing())
                && one.snapshot() == other.snapshot()
                && numbers
                && values(one.bids()).equals(values(other.bids()))
                && values(one.asks()).equals(values(other.asks()))
                && (one.checksum() == null) == (other.checksum() == null);
    }

    private static List<Decimal> values(Levels levels) {
        return IntStream.range(0, levels.count())
                .boxed()
                .flatMap(i -> List.of(levels.price(i), levels.size(i)).stream())
                .toList();
    }

    /** The window is that which was subscribed when it was recorded, which need not be the one that the adapter asks for. */
    private static BookMessage reaching(BookMessage message, Extent extent) {
        boolean window = extent.kind() == Extent.Kind.WINDOW;
        assertThat(message.extent().kind()).isEqualTo(message.snapshot() ? extent.kind() : Extent.Kind.WHOLE);
        return window
                ? new BookMessage(
                        message.listing(),
                        message.tsUs(),
                        message.recvUs(),
                        message.simulated(),
                        message.snapshot(),
                        message.first(),
                        message.last(),
                        extent,
                        message.bids(),
                        message.asks(),
                        message.checksum())
                : message;
    }
}
