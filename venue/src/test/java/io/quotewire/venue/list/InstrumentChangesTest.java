package io.quotewire.venue.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Aliases;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Renamings;
import io.quotewire.venue.list.InstrumentChanges.Renamed;
import io.quotewire.venue.list.InstrumentChanges.Respelled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstrumentChangesTest {
    private static final Aliases ALIASES =
            Renamings.STANDARD.at(Instant.parse("2026-11-21T00:00:00Z").toEpochMilli() * 1_000);

    private static final ListingInfo BTC = info("BTC-USDT", true);
    private static final ListingInfo ETH = info("ETH-USDT", true);
    private static final ListingInfo MATIC = info("MATIC-USDT", true);
    private static final ListingInfo POL = info("POL-USDT", true);

    @Test
    void change_ofEachKind_isInItsPart() {
        ListingInfo newcomer = info("NEW-USDT", true);
        ListingInfo ethHalted = info("ETH-USDT", false);
        ListingInfo sol = info("SOL-USDT", false);
        ListingInfo solBack = info("SOL-USDT", true);
        ListingInfo gone = info("OLD-USDT", true);
        ListingInfo spelled = new ListingInfo(BTC.listing(), "XBT/USDT", null, null, true, false);

        InstrumentChanges changes =
                between(List.of(BTC, ETH, sol, gone, MATIC), List.of(spelled, ethHalted, solBack, newcomer, POL));

        assertThat(changes.added()).containsExactly(newcomer);
        assertThat(changes.halted()).containsExactly(ethHalted);
        assertThat(changes.resumed()).containsExactly(solBack);
        assertThat(changes.delisted()).containsExactly(gone);
        assertThat(changes.renamed()).containsExactly(new Renamed(MATIC, POL));
        assertThat(changes.respelled()).containsExactly(new Respelled(BTC, spelled));
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void lists_thatSayTheSame_haveNoChanges() {
        assertThat(between(List.of(BTC, ETH), List.of(ETH, BTC)).isEmpty()).isTrue();
        assertThat(between(List.of(), List.of()).isEmpty()).isTrue();
    }

    @Test
    void rename_whereBothNamesWereListed_endsTheOldOneAndAddsNothing() {
        InstrumentChanges changes = between(List.of(MATIC, POL), List.of(POL));

        assertThat(changes.renamed()).containsExactly(new Renamed(MATIC, POL));
        assertThat(changes.added()).isEmpty();
        assertThat(changes.delisted()).isEmpty();
    }

    @Test
    void arrival_beforeTheOldNameLeaves_isANewListing() {
        assertThat(between(List.of(MATIC), List.of(MATIC, POL)).added()).containsExactly(POL);
        assertThat(between(List.of(MATIC), List.of(MATIC, POL)).renamed()).isEmpty();
    }

    @Test
    void disappearance_whileSomethingElseAppears_isNoRename() {
        InstrumentChanges changes = between(List.of(info("LUNA-USDT", true)), List.of(info("LUNC-USDT", true)));

        assertThat(changes.renamed()).isEmpty();
        assertThat(changes.delisted()).hasSize(1);
        assertThat(changes.added()).hasSize(1);
    }

    @Test
    void rename_beforeItsDay_isADelistingAndANewListing() {
        Aliases earlier =
                Renamings.STANDARD.at(Instant.parse("2024-09-12T23:59:59Z").toEpochMilli() * 1_000);

        InstrumentChanges changes = InstrumentChanges.between(List.of(MATIC), List.of(POL), earlier);

        assertThat(changes.delisted()).containsExactly(MATIC);
        assertThat(changes.added()).containsExactly(POL);
    }

    /** From any list to any other: what is added, gone and renamed is exactly the difference. */
    @Test
    void changes_ofRandomLists_leadFromOneToTheOther() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ListingInfo> before = some(random);
            List<ListingInfo> now = some(random);
            InstrumentChanges changes = between(before, now);

            List<Listing> reached = new ArrayList<>(listings(before));
            reached.removeAll(listings(changes.delisted()));
            changes.renamed().forEach(one -> reached.remove(one.before().listing()));
            changes.renamed().stream()
                    .map(one -> one.now().listing())
                    .filter(listing -> !reached.contains(listing))
                    .forEach(reached::add);
            reached.addAll(listings(changes.added()));
            assertThat(reached).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(listings(now));
        }
    }

    private static List<ListingInfo> some(SplittableRandom random) {
        List<String> names = List.of("BTC", "ETH", "MATIC", "POL", "FTM", "S", "EOS", "A", "KLAY", "KAIA");
        return IntStream.range(0, names.size())
                .filter(_ -> random.nextBoolean())
                .mapToObj(i -> info(names.get(i) + "-USDT", random.nextBoolean()))
                .toList();
    }

    private static List<Listing> listings(List<ListingInfo> infos) {
        return infos.stream().map(ListingInfo::listing).toList();
    }

    private static InstrumentChanges between(List<ListingInfo> before, List<ListingInfo> now) {
        return InstrumentChanges.between(before, now, ALIASES);
    }

    private static ListingInfo info(String instrument, boolean trading) {
        Listing listing = new Listing("okx", Instrument.parse(instrument));
        return new ListingInfo(listing, instrument, null, null, trading, false);
    }
}
