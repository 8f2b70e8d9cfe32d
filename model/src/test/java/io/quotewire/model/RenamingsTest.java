package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenamingsTest {
    private static final String TODAY = "2026-11-21T00:00:00Z";

    /** Each row: what is asked for, what the venue lists, what is meant. */
    @ParameterizedTest
    @CsvSource({
        "MATIC-USDT, POL-USDT BTC-USDT, POL-USDT",
        "MATIC-USDT, POL-USDT MATIC-USDT, MATIC-USDT",
        "MATIC-USDT, BTC-USDT, MATIC-USDT",
        "MATIC-USDT, POL-USDC, MATIC-USDT",
        "BTC-MATIC, BTC-POL, BTC-POL",
        "FTM-MATIC, S-POL, S-POL",
        "POL-USDT, MATIC-USDT, POL-USDT",
        "LUNA-USDT, LUNC-USDT, LUNA-USDT",
        "MKR-USDT, SKY-USDT, MKR-USDT",
        "XBT-USDT, BTC-USDT, XBT-USDT"
    })
    void current_ofWhatIsAsked_isTheListedOneOfTheSameAsset(String asked, String listed, String meant) {
        assertThat(at(TODAY).current(Instrument.parse(asked), lists(listed))).hasToString(meant);
    }

    @Test
    void renaming_beforeItsDay_doesNotHold() {
        Instrument matic = Instrument.parse("MATIC-USDT");
        assertThat(at("2024-09-12T23:59:59Z").current(matic, lists("POL-USDT"))).isEqualTo(matic);
        assertThat(at("2024-09-13T00:00:00Z").current(matic, lists("POL-USDT"))).hasToString("POL-USDT");
    }

    @Test
    void renaming_fromTheDayThatTheNameIsAnothers_holdsNoLonger() {
        Renamings table =
                new Renamings(Renamings.parse("OLD\tMID\t2024-01-01\t2025-01-01\tx\nMID\tNEW\t2024-06-01\t\tx"));
        Instrument old = Instrument.parse("OLD-USDT");
        assertThat(table.at(us("2024-12-31T23:59:59Z")).current(old, lists("NEW-USDT")))
                .as("through two names")
                .hasToString("NEW-USDT");
        assertThat(table.at(us("2024-12-31T23:59:59Z")).current(old, lists("NEW-USDT MID-USDT")))
                .hasToString("MID-USDT");
        assertThat(table.at(us("2025-01-01T00:00:00Z")).current(old, lists("NEW-USDT")))
                .isEqualTo(old);
    }

    @Test
    void renamings_inACircle_end() {
        Renamings table = new Renamings(Renamings.parse("X\tY\t2024-01-01\t\tx\nY\tX\t2024-01-01\t\tx"));
        assertThat(table.at(us(TODAY)).current(Instrument.parse("X-USDT"), lists("Z-USDT")))
                .hasToString("X-USDT");
    }

    /** Two assets of one name, or one that becomes two, would be a merger. */
    @Test
    void table_hasEachNameOnceOnEitherSideAndASourceForAll() {
        List<Renamings.Renaming> rows = Renamings.STANDARD.rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
        assertThat(rows).extracting(Renamings.Renaming::before).doesNotHaveDuplicates();
        assertThat(rows).extracting(Renamings.Renaming::after).doesNotHaveDuplicates();
        assertThat(rows).allMatch(row -> row.source().contains("1 to 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\tB\t2024-01-01\t",
                "A\tA\t2024-01-01\t\tx",
                "a\tB\t2024-01-01\t\tx",
                "A\tB\t2024-13-01\t\tx",
                "A\tB\t2024-01-01\t\t "
            })
    void row_thatIsNone_isRefused(String row) {
        assertThatThrownBy(() -> Renamings.parse(row)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void catalog_askedForAnOldName_namesTheNewOneFirst() {
        Catalog catalog = new Catalog(
                List.of(info("okx", "POL-USDT"), info("okx", "MATI-USDT"), info("binance", "MATIC-USDT")),
                List.of(),
                at(TODAY));

        assertThat(catalog.near("ticker:okx:MATIC-USDT")).startsWith("ticker:okx:POL-USDT");
        assertThat(catalog.renamed(Topic.parse("book.5:okx:MATIC-USDT"))).hasToString("book.5:okx:POL-USDT");
        assertThat(catalog.renamed(Topic.parse("ticker:binance:MATIC-USDT")))
                .as("it is still listed there")
                .isNull();
        assertThat(catalog.renamed(Topic.parse("ticker:best:MATIC-USDT"))).isNull();
        assertThat(catalog.near("ticker:okx:*")).isEmpty();
    }

    private static Predicate<Instrument> lists(String names) {
        Set<Instrument> listed =
                Stream.of(names.split(" ")).map(Instrument::parse).collect(Collectors.toSet());
        return listed::contains;
    }

    private static Aliases at(String instant) {
        return Renamings.STANDARD.at(us(instant));
    }

    private static long us(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }

    private static ListingInfo info(String venue, String instrument) {
        return new ListingInfo(new Listing(venue, Instrument.parse(instrument)), instrument, null, null, true, false);
    }
}
