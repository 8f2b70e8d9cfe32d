package io.quotewire.app.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.venue.adapter.VenueAdapters;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every recorded book: its chain, its checksums, its best bid and offer at the end; and the same with one thing wrong. */
class BookRecordingsTest {
    static final List<Capture> CAPTURES = Captures.ALL;

    /** Bybit's tickers are in the same table, and are no books. */
    private static final String TICKERS = "bybit/tickers-";

    private static final Runner PLAIN = new PlainRunner(Extent.WHOLE);
    private static final Runner FED = new FeedRunner();

    @ParameterizedTest(name = "{0}")
    @FieldSource("CAPTURES")
    void books_keptPlainlyAndByFeedAndShard_comeToWhatTheIndexesList_andTwinsDoNot(Capture capture) {
        Findings findings = Findings.of(capture);
        Reader plain = new PlainReader(capture);
        List<Step> steps = capture.steps();
        List<Told> told = plain.told(steps);
        Reader fed = capture.adapter().isEmpty() ? plain : new AdapterReader(capture, plain, told);
        List<Twin> twins = Twins.of(capture, steps, told);

        assertThat(twins).isNotEmpty();
        assertThat(findings.deviations(PLAIN.run(capture, told)))
                .as("kept plainly")
                .isEmpty();
        if (findings.areOfADamagedRecording()) {
            assertDamaged(findings, FED.run(capture, fed.told(steps)));
        } else {
            assertThat(findings.deviations(FED.run(capture, fed.told(steps))))
                    .as("by feed and shard")
                    .isEmpty();
        }
        for (Twin twin : twins) {
            assertThat(findings.deviations(PLAIN.run(capture, plain.told(twin.steps()))))
                    .as(twin.name())
                    .extracting(Deviation::figure)
                    .containsAnyElementsOf(twin.signs());
            if (!findings.areOfADamagedRecording()) {
                assertNoticed(twin, findings, FED.run(capture, fed.told(twin.steps())));
            }
        }
    }

    /** Messages of which those who published them have kept a few levels: a book that does not add up is not served. */
    private static void assertDamaged(Findings findings, Tallies tallies) {
        for (String symbol : tallies.symbols()) {
            Tally tally = tallies.book(symbol);
            assertThat(tally.number(Figure.LOST)).as(symbol).isEqualTo(findings.isDamaged(symbol) ? 1 : 0);
            if (findings.isDamaged(symbol)) {
                assertThat(tally.text(Figure.FINAL_BID)).as(symbol).isEqualTo("0");
            }
        }
    }

    /** However many messages come behind what is wrong, a book is lost once, and clients are told once. */
    private static void assertNoticed(Twin twin, Findings findings, Tallies tallies) {
        Tally all = tallies.of(Tallies.ALL);
        assertThat(all.number(Figure.LOST)).as(twin.name()).isEqualTo(twin.lost());
        assertThat(all.number(Figure.RESYNCS) + all.number(Figure.UNSERVED))
                .as(twin.name())
                .isEqualTo(twin.lost());
        Set<Figure> signs = EnumSet.of(Figure.LOST);
        signs.addAll(twin.signs());
        assertThat(findings.deviations(tallies))
                .as(twin.name())
                .extracting(Deviation::figure)
                .containsAnyElementsOf(signs);
    }

    /** What lies beyond the state is unknown: a book that does not guess has no bid left, unless somebody asks again. */
    @Test
    void bids_whereThePriceFallsBelowAllThatTheStateHad_areNone_andOneWhoAsksInTimeHasThem() {
        Capture capture = Captures.FALLING_MARKET;
        List<Told> told = new PlainReader(capture).told(capture.steps());
        Tallies alone = new PlainRunner(Extent.PART).run(capture, told);
        Tallies asking = FED.run(capture, told);

        assertThat(Findings.of(capture).deviations(alone))
                .extracting(Deviation::figure)
                .containsOnly(Figure.FINAL_BID, Figure.FINAL_BID_SIZE, Figure.BEST_EQUAL, Figure.BEST_DIFFERS);
        assertThat(alone.book("BTCUSDT").text(Figure.FINAL_BID)).isEqualTo("0");
        assertThat(alone.book("BTCUSDT").number(Figure.BEST_EQUAL)).isEqualTo(5_575);
        assertThat(asking.book("BTCUSDT").number(Figure.PICTURES)).isPositive();
        assertThat(Findings.of(capture).deviations(asking)).isEmpty();
    }

    /** Else an adapter could be added whose books nobody holds against anything. */
    @Test
    void adapters_allThatTellBooks_readARecording() {
        Set<String> reading = new HashSet<>();
        CAPTURES.forEach(capture -> reading.add(capture.adapter()));

        assertThat(VenueAdapters.ALL)
                .filteredOn(adapter -> adapter.profile().channels().contains(Channel.BOOK))
                .extracting(adapter -> adapter.profile().venue())
                .isNotEmpty()
                .isSubsetOf(reading);
    }

    /** What the indexes list and nobody replays would be believed unseen. */
    @Test
    void indexes_everyRecordingOfBooks_isReplayed() {
        Set<String> replayed = new HashSet<>();
        CAPTURES.forEach(capture -> replayed.add(capture.name()));
        Set<String> listed = new HashSet<>();
        Golden.recordings().forEach(listed::add);
        Index.verified().forEach(row -> listed.add(row.recording()));
        listed.removeIf(name -> name.startsWith(TICKERS));

        assertThat(listed).hasSizeGreaterThan(40).isSubsetOf(replayed);
    }
}
