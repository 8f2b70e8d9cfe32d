package io.quotewire.engine;

import io.quotewire.engine.rate.Converter;
import io.quotewire.engine.rate.LegPrice;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Route;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code best} says of one instrument, in another currency: worked out anew at most ten times a second, when it or a step of
 * the way has changed. It is as stale as the worst of these.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Conversion implements Timers.Task, Watcher {
    private final Route route;
    private final Best quoted;
    private final Best ticked;
    private final LegBoard board;
    private final ComposedTopic quote;
    private final ComposedTopic ticker;
    private final Timers timers;
    private final Timers.Timer timer;
    private long doneUs;
    private boolean waits;
    private boolean ended;
    private boolean paused;

    Conversion(Route route, Bests from, LegBoard board, Scope scope) {
        this.route = route;
        this.quoted = from.quote();
        this.ticked = from.ticker();
        this.board = board;
        this.quote = new ComposedTopic(scope.chain(new Topic(Kind.QUOTE, Topic.BEST, route.to())));
        this.ticker = new ComposedTopic(scope.chain(new Topic(Kind.TICKER, Topic.BEST, route.to())));
        this.timers = scope.timers();
        this.timer = timers.create(this);
        quoted.watch(this);
        ticked.watch(this);
        route.legs().forEach(leg -> board.watch(leg.pair(), this));
    }

    /** Nobody wants it any more, until somebody does again. */
    void pause(String why, long nowUs) {
        paused = true;
        quote.change(Status.CLOSED, why, nowUs);
        ticker.change(Status.CLOSED, why, nowUs);
    }

    void resume(long nowUs) {
        paused = false;
        changed(nowUs);
    }

    /** Some venue makes the price itself now, and goes on with the numbers. */
    Chain end(Kind kind) {
        ended = true;
        return kind == Kind.QUOTE ? quote.chain() : ticker.chain();
    }

    @Override
    public void changed(long nowUs) {
        if (!waits && !ended && !paused) {
            waits = true;
            timers.arm(timer, Math.max(nowUs, doneUs + IndexTopics.PULSE_US));
        }
    }

    @Override
    public void expire(long nowUs) {
        waits = false;
        doneUs = nowUs;
        if (ended || paused) {
            return;
        }
        List<LegPrice> prices = new ArrayList<>();
        for (Route.Leg leg : route.legs()) {
            LegPrice price = board.price(leg, nowUs);
            if (price == null) {
                down("no rate of " + leg.pair(), nowUs);
                return;
            }
            prices.add(price);
        }
        Converter converter = new Converter(prices);
        if (converter.isUsable()) {
            tell(quote, quoted.chosen(), converter, prices, nowUs);
            tell(ticker, ticked.chosen(), converter, prices, nowUs);
        } else {
            down("the rates of " + route.path() + " are out of range", nowUs);
        }
    }

    private void down(String why, long nowUs) {
        quote.change(Status.DOWN, why, nowUs);
        ticker.change(Status.DOWN, why, nowUs);
    }

    private void tell(
            ComposedTopic to, @Nullable VenueTopic from, Converter converter, List<LegPrice> prices, long nowUs) {
        Head head = from == null ? null : from.last();
        Data data = from == null ? null : converted(from.data(), converter);
        if (head == null || data == null) {
            return;
        }
        Status status = head.status();
        String why = head.source() + " is " + status.text();
        boolean simulated = head.simulated();
        for (int i = 0; i < prices.size(); i++) {
            LegPrice price = prices.get(i);
            simulated |= price.simulated();
            if (price.status().compareTo(status) > 0) {
                status = price.status();
                why = route.legs().get(i).pair() + " of " + price.source() + " is " + status.text();
            }
        }
        boolean weekend = prices.stream().anyMatch(LegPrice::weekend);
        ConvertedData told = new ConvertedData(data, route.path(), converter.rate(), rates(prices), weekend);
        to.value(
                told,
                new ComposedTopic.Origin(head.source(), head.tsUs(), head.recvUs(), simulated),
                status,
                why,
                nowUs);
    }

    private static @Nullable Data converted(@Nullable Data data, Converter converter) {
        return switch (data) {
            case QuoteData pair -> converter.quote(pair);
            case TickerData whole -> converter.ticker(whole);
            case null, default -> null;
        };
    }

    private List<LegRate> rates(List<LegPrice> prices) {
        List<LegRate> rates = new ArrayList<>(prices.size());
        for (int i = 0; i < prices.size(); i++) {
            LegPrice price = prices.get(i);
            rates.add(new LegRate(
                    route.legs().get(i).pair(),
                    price.source(),
                    price.bid(),
                    price.ask(),
                    price.tsUs(),
                    price.status()));
        }
        return rates;
    }
}
