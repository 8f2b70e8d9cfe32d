package io.quotewire.engine;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Three venues and three instruments gone mad: bursts, silences, losses, ends, holes, crossed quotes and times that go
 * back, as a list of events that a seed decides; and spells during which a venue or one of its channels says nothing or
 * nonsense, or a venue is far behind.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class RandomMarket {
    static final List<String> VENUES = List.of("okx", "binance", "kraken");

    private final SplittableRandom random;
    private final List<MarketEvent> events = new ArrayList<>();
    private final Map<Listing, Long> numbers = new HashMap<>();
    private final Map<Listing, MarketEvent> tickers = new HashMap<>();
    private Spell spell = Spell.NONE;
    private String spellbound = "okx";
    private int spellEvents;
    private long nowUs = 1_000_000_000;

    private RandomMarket(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static List<MarketEvent> events(long seed, int count) {
        RandomMarket market = new RandomMarket(seed);
        while (market.events.size() < count) {
            MarketEvent event = market.next();
            if (event != null) {
                market.events.add(event);
            }
        }
        return market.events;
    }

    private @Nullable MarketEvent next() {
        if (--spellEvents < 0) {
            spell = Spell.values()[random.nextInt(Spell.values().length)];
            spellbound = VENUES.get(random.nextInt(VENUES.size()));
            spellEvents = random.nextInt(200, 1_200);
        }
        int pace = random.nextInt(1_000);
        nowUs += pace < 700
                ? random.nextLong(2_000)
                : pace < 997 ? random.nextLong(1_500_000) : random.nextLong(40_000_000);
        // Two feeds that share a mailbox are a little out of step.
        long recvUs = nowUs - (random.nextInt(10) == 0 ? random.nextLong(3_000) : 0);
        Instrument instrument = new Instrument(List.of("A", "B", "C").get(random.nextInt(3)), "USDT");
        Listing listing = new Listing(VENUES.get(random.nextInt(VENUES.size())), instrument);
        boolean simulated = random.nextInt(50) == 0;
        int kind = random.nextInt(1_000);
        boolean bound = listing.venue().equals(spellbound);
        if (bound && kind < 993 && (spell == Spell.MUTE || (spell == Spell.NO_QUOTES && kind < 450))) {
            return null;
        }
        if (kind < 450) {
            return quote(listing, recvUs, simulated);
        } else if (kind < 700) {
            return trade(listing, recvUs, simulated);
        } else if (kind < 983) {
            return ticker(listing, recvUs, simulated);
        } else if (kind < 993) {
            return new MarketEvent.TradesLost(listing, recvUs, simulated, random.nextLong(-1, 9));
        } else if (kind < 998) {
            return new MarketEvent.FeedLost(listing, recvUs, "cut " + random.nextInt(3));
        }
        return new MarketEvent.FeedClosed(listing, recvUs, "no_demand");
    }

    private MarketEvent quote(Listing listing, long recvUs, boolean simulated) {
        long sequence = random.nextInt(10) == 0 ? 0 : nowUs + random.nextLong(-2_000, 2_000);
        return new MarketEvent.Quote(
                listing,
                recvUs - behindUs(listing),
                recvUs,
                simulated,
                sequence,
                price(isCrossed(listing) ? 105 : 98),
                price(0),
                price(101),
                price(0));
    }

    private MarketEvent trade(Listing listing, long recvUs, boolean simulated) {
        long number = numbers.merge(listing, 1L + random.nextInt(20) / 19, Long::sum);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        Decimal price = random.nextInt(200) == 0 ? Decimal.ZERO : Decimal.of(random.nextLong(9_500, 10_500), 2, 2);
        return new MarketEvent.Trade(
                listing,
                recvUs - behindUs(listing),
                recvUs,
                simulated,
                listing.venue() + number,
                random.nextInt(20) == 0 ? 0 : number,
                side,
                price,
                Decimal.parse("0.5"),
                false);
    }

    private MarketEvent ticker(Listing listing, long recvUs, boolean simulated) {
        MarketEvent before = tickers.get(listing);
        if (random.nextInt(30) == 0 && before instanceof MarketEvent.Ticker same) {
            return new MarketEvent.Ticker(listing, same.tsUs(), recvUs, simulated, same.figures());
        }
        long tsUs = random.nextInt(10) == 0 ? 0 : recvUs - behindUs(listing) - random.nextLong(2_000);
        Decimals figures = Decimals.of(
                price(99), price(98), price(0), price(101), price(0), price(50), price(110), price(40), price(1_000));
        MarketEvent ticker = new MarketEvent.Ticker(listing, tsUs, recvUs, simulated, figures);
        tickers.put(listing, ticker);
        return ticker;
    }

    private boolean isCrossed(Listing listing) {
        return spell == Spell.CROSSED && listing.venue().equals(spellbound);
    }

    private long behindUs(Listing listing) {
        return spell == Spell.LATE && listing.venue().equals(spellbound) ? 60_000_000 : 500;
    }

    /** Around {@code level}: seldom absent, seldom far enough off to cross. */
    private @Nullable Decimal price(int level) {
        int chance = random.nextInt(100);
        long jump = chance < 5 ? 300 : 100;
        return chance > 94 ? null : Decimal.of(level * 100L + random.nextLong(jump) + 1, 2, 2);
    }

    /** What is wrong with one venue for a while. */
    private enum Spell {
        NONE,
        MUTE,
        NO_QUOTES,
        CROSSED,
        LATE
    }
}
