package io.quotewire.app.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Extent;
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

    @ParameterizedTest(name = "{0}")
    @FieldSource("CAPTURES")
    void books_keptPlainly_comeToWhatTheIndexesList_andTwinsDoNot(Capture capture) {
        Findings findings = Findings.of(capture);
        Reading reading = new Reading(capture);
        List<Step> steps = capture.steps();
        List<Told> told = reading.told(steps);
        Runner runner = new PlainRunner();

        assertThat(findings.deviations(runner.run(capture, told))).isEmpty();
        List<Twin> twins = Twins.of(capture, steps, told);
        assertThat(twins).isNotEmpty();
        for (Twin twin : twins) {
            assertThat(findings.deviations(runner.run(capture, reading.told(twin.steps()))))
                    .as(twin.name())
                    .extracting(Deviation::figure)
                    .containsAnyElementsOf(twin.signs());
        }
    }

    /** What lies beyond the state is unknown: a book that does not guess has no bid left, and says so. */
    @Test
    void bids_whereThePriceFallsBelowAllThatTheStateHad_areNoneRatherThanGuessed() {
        Capture capture = Captures.fallingMarket(Extent.PART);
        Tallies tallies = new PlainRunner().run(capture, new Reading(capture).told(capture.steps()));

        assertThat(Findings.of(capture).deviations(tallies))
                .extracting(Deviation::figure)
                .containsOnly(Figure.FINAL_BID, Figure.FINAL_BID_SIZE, Figure.BEST_EQUAL, Figure.BEST_DIFFERS);
        assertThat(tallies.book("BTCUSDT").text(Figure.FINAL_BID)).isEqualTo("0");
        assertThat(tallies.book("BTCUSDT").number(Figure.BEST_EQUAL)).isEqualTo(5_575);
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
