package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Mark;
import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a message's digits come from. Numbers must be spelled as they were told, zeros at the end included.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class Provenance {
    private static final int PERCENT_PLACES = 2;

    private final EventLog log;
    private final Findings findings;

    Provenance(EventLog log, Findings findings) {
        this.log = log;
        this.findings = findings;
    }

    /** The quote that {@code data} is, null if it is none that was told, has no side at all, or no sizes to know it by. */
    @Nullable
    Quoted quote(Head head, QuoteData data) {
        List<@Nullable Decimal> said = Arrays.asList(data.bid(), data.bidSize(), data.ask(), data.askSize());
        if (said.stream().allMatch(Objects::isNull)) {
            return null;
        }
        boolean sized = data.bidSize() != null || data.askSize() != null;
        if (!sized && log.quoted(listing(head), data.bid(), data.ask())) {
            return null; // A venue whose ticker has no sizes, and no mark with them.
        }
        Quoted told = marked(head, data.bidSize(), Quoted.class);
        boolean same =
                told != null && spelled(said, Arrays.asList(told.bid(), told.bidSize(), told.ask(), told.askSize()));
        if (!same) {
            invented(head, "quote " + said, told);
        }
        return same ? told : null;
    }

    /**
     * The trade that {@code item} is, null if it is none that was told. One that came late may be of those that were told only
     * to who asked.
     */
    @Nullable
    Traded trade(Head head, TradeItem item) {
        Traded told = marked(head, item.size(), Traded.class);
        if (item.late() && !isOf(told, item)) {
            told = of(head, log.past(Mark.in(item.size())), Traded.class);
        }
        if (!isOf(told, item)) {
            invented(head, item.toString(), told);
            return null;
        }
        return told;
    }

    private static boolean isOf(@Nullable Traded told, TradeItem item) {
        return told != null
                && item.id().equals(Long.toString(told.number()))
                && item.side() == told.side()
                && item.tsUs() == told.tsUs()
                && spelled(Arrays.asList(item.price(), item.size()), Arrays.asList(told.price(), told.size()));
    }

    /** Looks into each part of a ticker, which may be of different moments. */
    void ticker(Head head, TickerData data) {
        quote(head, data.quote());
        Summed told = figures(head, data);
        Decimal last = data.last();
        boolean known =
                last == null || (told != null && same(last, told.trade().price())) || log.traded(listing(head), last);
        if (!known) {
            invented(head, "last price " + last, told);
        }
        change(head, data);
    }

    private @Nullable Summed figures(Head head, TickerData data) {
        List<@Nullable Decimal> said = Arrays.asList(data.open(), data.high(), data.low(), data.volume());
        if (said.stream().allMatch(Objects::isNull)) {
            return null;
        }
        Summed told = marked(head, data.volume(), Summed.class);
        boolean same = told != null
                && spelled(
                        said,
                        Arrays.asList(
                                data.open() == null ? null : told.day().open(), // Not every venue tells it.
                                told.day().high(),
                                told.day().low(),
                                told.day().volume()));
        if (!same) {
            invented(head, "figures " + said, told);
        }
        return same ? told : null;
    }

    private void change(Head head, TickerData data) {
        Decimal last = data.last();
        Decimal open = data.open();
        Decimal change = last == null || open == null ? null : last.minus(open);
        Decimal percent = change == null || open == null
                ? null
                : change.shifted(2).dividedBy(open, PERCENT_PLACES, RoundingMode.HALF_UP);
        if (!same(data.change(), change) || !same(data.changePct(), percent)) {
            String said = "change " + data.change() + ", " + data.changePct() + " %";
            findings.add(Kind.INVENTED, head.topic(), said + ", from " + open + " to " + last + " it is " + change);
        }
    }

    private <T extends Happening> @Nullable T marked(Head head, @Nullable Decimal size, Class<T> kind) {
        return size == null ? null : of(head, log.marked(Mark.in(size)), kind);
    }

    private static <T extends Happening> @Nullable T of(Head head, @Nullable Happening told, Class<T> kind) {
        return kind.isInstance(told) && told.listing().equals(listing(head)) ? kind.cast(told) : null;
    }

    private void invented(Head head, String said, @Nullable Happening told) {
        findings.add(Kind.INVENTED, head.topic(), said + ", told was " + (told == null ? "nothing like it" : told));
    }

    private static Listing listing(Head head) {
        return new Listing(head.source(), head.topic().instrument());
    }

    private static boolean spelled(List<@Nullable Decimal> said, List<@Nullable Decimal> told) {
        for (int i = 0; i < said.size(); i++) {
            if (!same(said.get(i), told.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Decimal one, @Nullable Decimal other) {
        return Objects.equals(String.valueOf(one), String.valueOf(other));
    }
}
