package io.quotewire.lab.market;

/** How busy an instrument is on one venue at a bustle of 100 %, in calm times. */
enum Activity {
    MAJOR(50_000, 250_000, 1_500_000_000L, 100_000),
    LIVELY(125_000, 700_000, 200_000_000L, 8_000),
    COMMON(500_000, 2_500_000, 20_000_000L, 4_000),
    QUIET(35_000_000, 90_000_000, 1_000_000L, 1_000),
    STEADY(400_000, 1_000_000, 900_000_000L, 100_000);

    /** Mean time between two quotes. */
    private final long quoteUs;

    /** Mean time between two trades. */
    private final long tradeUs;

    /** What a usual day turns over, in quote units. */
    private final long dayTurnover;

    /** What usually stands at the best price, in quote units. */
    private final long depth;

    Activity(long quoteUs, long tradeUs, long dayTurnover, long depth) {
        this.quoteUs = quoteUs;
        this.tradeUs = tradeUs;
        this.dayTurnover = dayTurnover;
        this.depth = depth;
    }

    long quoteUs() {
        return quoteUs;
    }

    long tradeUs() {
        return tradeUs;
    }

    long dayTurnover() {
        return dayTurnover;
    }

    long depth() {
        return depth;
    }
}
