package io.quotewire.lab.market;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which instruments there are, what they cost about, and how each venue lists them. Prices are of no particular day. */
final class PairTable {
    /** Base (quoted in USDT, unless it is a pair), price, activity, how much stronger (in %) it moves than the market, tick at each column of {@link #VENUES}. */
    private static final String ROWS = """
            BTC   97110.0  MAJOR  100 0.1     0.01    0.1     0.01    0.1     0.1
            ETH   3642.20  MAJOR  120 0.01    0.01    0.01    0.01    0.01    0.01
            XRP   2.2140   LIVELY 130 0.0001  0.0001  0.00001 0.0001  0.0001  0.0001
            SOL   187.32   LIVELY 150 0.01    0.01    0.01    0.01    0.01    0.01
            BNB   921.4    LIVELY 90  0.1     0.01    0.01    -       0.1     0.1
            DOGE  0.31842  LIVELY 160 0.00001 0.00001 0.00001 0.00001 0.00001 0.00001
            ADA   0.8134   COMMON 140 0.0001  0.0001  0.0001  0.0001  0.0001  0.0001
            TRX   0.2871   LIVELY 60  0.0001  0.0001  0.00001 -       0.0001  0.0001
            LTC   104.17   COMMON 110 0.01    0.01    0.01    0.01    0.01    0.01
            BCH   521.8    COMMON 110 0.1     0.1     0.01    0.01    0.1     0.01
            LINK  17.842   COMMON 140 0.001   0.01    0.001   0.001   0.001   0.001
            DOT   4.913    COMMON 140 0.001   0.001   0.001   0.001   0.001   0.001
            AVAX  24.18    COMMON 150 0.01    0.01    0.01    0.01    0.01    0.01
            UNI   8.216    COMMON 150 0.001   0.001   -       0.001   0.001   0.001
            AAVE  241.36   COMMON 150 0.01    0.01    0.01    0.01    0.01    0.01
            ATOM  4.287    COMMON 130 0.001   0.001   0.001   0.001   0.001   0.001
            NEAR  2.914    COMMON 150 0.001   0.001   0.001   0.001   0.001   0.001
            XLM   0.3127   COMMON 130 0.0001  0.0001  0.0001  0.0001  0.0001  0.0001
            HBAR  0.19764  COMMON 140 0.00001 0.00001 -       0.00001 0.00001 0.00001
            ETC   19.42    COMMON 120 0.01    0.01    -       -       0.01    0.01
            FIL   2.318    COMMON 150 0.001   0.001   -       0.001   0.001   0.001
            USDC  0.9998   STEADY 0   0.0001  0.0001  0.0001  -       0.0001  0.0001
            COMP  46.31    QUIET  120 0.01    0.01    -       -       0.01    0.01
            YFI   5312.0   QUIET  120 1       1       -       -       1       1
            BAT   0.1871   QUIET  110 0.0001  0.0001  -       -       0.0001  0.0001
            ZRX   0.2614   QUIET  120 0.0001  0.0001  -       -       -       0.0001
            UMA   1.283    QUIET  120 0.001   0.001   -       -       0.001   0.001
            SNX   0.7124   QUIET  130 0.0001  0.0001  -       -       0.0001  0.0001
            OKB   52.14    COMMON 80  0.01    -       -       -       -       0.01
            CRO   0.13481  QUIET  90  0.00001 -       -       0.00001 0.00001 0.00001
            DASH  31.27    QUIET  100 -       0.01    0.01    0.01    0.01    0.01
            VET   0.02514  COMMON 130 -       0.00001 -       0.00001 0.00001 0.00001
            USDT-USD 0.9996 STEADY 0  -       -       0.00001 0.00001 -       -
            USDC-USD 0.9999 STEADY 0  -       -       0.0001  -       -       -""";

    private static final int FIRST_TICK = 4;
    private static final String ABSENT = "-";

    /** Digits after the point as many as the tick has. */
    private static final int AS_TICK = -1;

    /** In the order of the columns; two venues of one house may share one. Binance prints eight digits, whatever the tick. */
    private static final List<Venue> VENUES = List.of(
            new Venue("okx", 0, AS_TICK, Figures.EACH_SECOND),
            new Venue("binance", 1, 8, Figures.EACH_SECOND),
            new Venue("kraken", 2, AS_TICK, Figures.WITH_QUOTES),
            new Venue("coinbase", 3, AS_TICK, Figures.WITH_TRADES),
            new Venue("coinbase-advanced", 3, AS_TICK, Figures.WITH_TRADES),
            new Venue("bybit", 4, AS_TICK, Figures.EACH_SECOND),
            new Venue("gate", 5, AS_TICK, Figures.EACH_SECOND));

    static final List<Row> ALL = ROWS.lines().map(PairTable::row).toList();

    private PairTable() {}

    /**
     * The listings of {@code instruments} on {@code venues}, venue by venue.
     *
     * @param instruments empty for all
     * @throws IllegalArgumentException if a venue or an instrument is not in the table, or nothing is left
     */
    static List<Quoting> listings(List<String> venues, List<Instrument> instruments) {
        require(VENUES.stream().map(Venue::name).toList(), venues, "venue");
        List<Instrument> known = ALL.stream().map(Row::instrument).toList();
        require(known, instruments, "instrument");
        Set<Instrument> wanted = Set.copyOf(instruments.isEmpty() ? known : instruments);
        List<Quoting> listings = new ArrayList<>();
        for (String name : new LinkedHashSet<>(venues)) {
            Venue venue = VENUES.stream()
                    .filter(each -> each.name.equals(name))
                    .findFirst()
                    .orElseThrow();
            for (Row row : ALL) {
                String tick = row.ticks.get(venue.column);
                if (wanted.contains(row.instrument) && !tick.equals(ABSENT)) {
                    listings.add(new Quoting(row, pair(venue, row.instrument, tick), venue.figures));
                }
            }
        }
        if (listings.isEmpty()) {
            throw new IllegalArgumentException("a market needs a venue and an instrument that it lists; was given "
                    + venues + " and " + instruments);
        }
        return listings;
    }

    private static Pair pair(Venue venue, Instrument instrument, String text) {
        Decimal tick = Decimal.parse(text);
        int places = venue.places == AS_TICK ? tick.places() : venue.places;
        Listing listing = new Listing(venue.name, instrument);
        return new Pair(listing, tick, Decimal.of(1, Mark.PLACES, Mark.PLACES), places, Mark.PLACES);
    }

    private static <T> void require(List<T> known, List<T> asked, String what) {
        for (T one : asked) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException("no simulated " + what + " " + one + "; there are "
                        + known.stream().map(Object::toString).collect(Collectors.joining(", ")));
            }
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(" +", -1);
        return new Row(
                Instrument.parse(cells[0].contains("-") ? cells[0] : cells[0] + "-USDT"),
                Decimal.parse(cells[1]),
                Activity.valueOf(cells[2]),
                Integer.parseInt(cells[3]),
                List.of(cells).subList(FIRST_TICK, cells.length));
    }

    /**
     * One instrument.
     *
     * @param strength how much stronger it moves than the market, in percent; 0 for a stable coin
     * @param ticks by column
     */
    record Row(Instrument instrument, Decimal price, Activity activity, int strength, List<String> ticks) {}

    /** One instrument on one venue. */
    record Quoting(Row row, Pair pair, Figures figures) {}

    /** When a venue tells the figures of a day. */
    enum Figures {
        /** A second at least after the last time, once something has changed. */
        EACH_SECOND,
        WITH_QUOTES,
        WITH_TRADES
    }

    /**
     * One venue.
     *
     * @param column of its ticks
     * @param places digits after the point of its prices
     */
    private record Venue(String name, int column, int places, Figures figures) {}
}
