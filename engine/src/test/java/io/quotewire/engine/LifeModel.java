package io.quotewire.engine;

import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who should be held silent, mute or late: no timers, only all channels, searched anew for who is due next.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class LifeModel {
    private final long silenceUs;
    private final Map<Listing, StatusModel> listings = new LinkedHashMap<>();
    private final Map<String, ChannelModel> venues = new HashMap<>();
    private final Map<String, List<Long>> belowFloor = new HashMap<>();
    private final Map<String, Long> floors = new HashMap<>();
    private long nowUs;
    final Map<String, Integer> verdicts = new TreeMap<>();

    LifeModel(long silenceUs) {
        this.silenceUs = silenceUs;
    }

    Map<Listing, StatusModel> listings() {
        return listings;
    }

    /** Lets time pass up to and with {@code toUs}: the first who is due is judged first. */
    void advance(long toUs) {
        for (long dueUs = nextDueUs(); dueUs <= toUs; dueUs = nextDueUs()) {
            nowUs = dueUs;
            venues.values().forEach(this::judge);
            listings.values().forEach(model -> model.channels().forEach(channel -> judge(model, channel)));
            choose();
        }
        nowUs = Math.max(nowUs, toUs);
    }

    void on(MarketEvent event, long atUs) {
        advance(atUs);
        StatusModel model = listings.computeIfAbsent(event.listing(), listing -> new StatusModel(listing, silenceUs));
        switch (event) {
            case Quote quote
            when model.repeats(quote) -> {
                if (model.connected) {
                    venueHeard(quote, false);
                }
            }
            case Quote quote -> {
                timed(model, quote, quote.tsUs());
                if (model.believes(quote)) {
                    heard(model, model.quotes, quote);
                    model.takes(quote);
                    settle(model);
                } else {
                    nonsense(model, model.quotes, quote);
                }
            }
            case Ticker ticker -> ticker(model, ticker);
            case Trade trade -> {
                timed(model, trade, trade.tsUs());
                if (trade.price().signum() > 0) {
                    heard(model, model.trades, trade);
                    model.takes(trade);
                    settle(model);
                } else {
                    nonsense(model, model.trades, trade);
                }
            }
            case TradesLost ignored -> {}
            case FeedLost ignored -> leaves(model, false);
            case FeedClosed ignored -> leaves(model, true);
            case MarketEvent.BookEvent ignored -> {}
            case MarketEvent.BookClosed ignored -> {}
            case MarketEvent.Acknowledged ignored -> {}
            case MarketEvent.Trading ignored -> {}
            default -> throw new AssertionError("no event of this model: " + event);
        }
        choose();
        listings.values().forEach(each -> each.channels().forEach(channel -> judge(each, channel)));
        choose();
    }

    private void ticker(StatusModel model, Ticker ticker) {
        if (model.repeats(ticker)) {
            if (model.connected) {
                venueHeard(ticker, false);
            }
            return;
        }
        timed(model, ticker, ticker.tsUs());
        if (model.believes(ticker)) {
            heard(model, model.tickers, ticker);
            model.takes(ticker);
            settle(model);
        } else {
            nonsense(model, model.tickers, ticker);
        }
    }

    private void choose() {
        listings.values().forEach(StatusModel::choose);
    }

    private long nextDueUs() {
        long next = Long.MAX_VALUE;
        for (StatusModel model : listings.values()) {
            for (ChannelModel channel : model.channels()) {
                if (channel.verdict == null && channel.dueUs() > nowUs) {
                    next = Math.min(next, channel.dueUs());
                }
            }
        }
        for (ChannelModel venue : venues.values()) {
            if (venue.verdict == null && venueDueUs(venue) > nowUs) {
                next = Math.min(next, venueDueUs(venue));
            }
        }
        return next;
    }

    private long venueDueUs(ChannelModel venue) {
        return venue.messages < 64 || venue.lastUs == null
                ? Long.MAX_VALUE
                : venue.lastUs + Math.max(silenceUs, 4 * venue.p99Us());
    }

    private void judge(ChannelModel venue) {
        if (venue.verdict != null || venueDueUs(venue) > nowUs || !isConnected(venue.name)) {
            return;
        }
        venue.verdict = "mute";
        verdicts.merge("mute", 1, Integer::sum);
        listings.forEach((listing, model) -> {
            if (listing.venue().equals(venue.name)) {
                condemn(model, "mute");
            }
        });
    }

    private boolean isConnected(String venue) {
        return listings.values().stream()
                .anyMatch(model -> model.quotes.listing.venue().equals(venue) && model.connected);
    }

    private void judge(StatusModel model, ChannelModel channel) {
        if (channel.verdict == null && isAccused(channel)) {
            channel.verdict = "silent";
            verdicts.merge("silent", 1, Integer::sum);
            model.saidBy(channel).forEach(said -> said.isDoubted("silent"));
            if (channel == model.quotes) {
                model.channels().stream()
                        .filter(other -> other.verdict == null && other.sinceUs != null)
                        .filter(other -> other.lastUs == null || nowUs - other.lastUs > silenceUs / 2)
                        .forEach(other -> {
                            other.verdict = "with quotes";
                            model.saidBy(other).forEach(said -> said.isDoubted("with quotes"));
                        });
            }
        }
    }

    private boolean isAccused(ChannelModel channel) {
        Long sinceUs = channel.sinceUs;
        if (sinceUs == null || channel.dueUs() > nowUs) {
            return false;
        }
        return ChannelModel.threeSince(channel.nonsense, sinceUs)
                || listings.values().stream()
                        .flatMap(model -> model.channels().stream())
                        .anyMatch(other -> other != channel
                                && other.name.equals(channel.name)
                                && other.listing.instrument().equals(channel.listing.instrument())
                                && !other.late
                                && other.lastUs != null
                                && nowUs - other.lastUs <= silenceUs / 2
                                && ChannelModel.threeSince(other.words, sinceUs));
    }

    private void timed(StatusModel model, MarketEvent event, long tsUs) {
        if (tsUs <= 0) {
            return;
        }
        if (behindUs(event, tsUs) <= silenceUs) {
            model.lateInARow = 0;
            if (model.late) {
                model.late = false;
                model.channels().stream()
                        .filter(channel -> "late".equals(channel.verdict) && !channel.late)
                        .forEach(channel -> acquit(model, channel));
            }
        } else if (++model.lateInARow >= (isInDoubt(model) ? 1 : 3) && !model.late) {
            model.late = true;
            verdicts.merge("late", 1, Integer::sum);
            condemn(model, "late");
        }
    }

    private static boolean isInDoubt(StatusModel model) {
        return model.channels().stream().anyMatch(channel -> channel.verdict != null);
    }

    private long behindUs(MarketEvent event, long tsUs) {
        String venue = event.listing().venue();
        long lagUs = event.recvUs() - tsUs - event.recvUs() / 1_000;
        long floorUs = floors.getOrDefault(venue, Long.MAX_VALUE / 2);
        List<Long> below = belowFloor.computeIfAbsent(venue, any -> new ArrayList<>());
        if (lagUs >= floorUs) {
            below.clear();
        } else {
            below.add(lagUs);
            if (below.size() == 3) {
                floors.put(
                        venue, below.stream().mapToLong(Long::longValue).max().orElseThrow());
                below.clear();
            }
        }
        return lagUs - floorUs;
    }

    private void condemn(StatusModel model, String verdict) {
        for (ChannelModel channel : model.channels()) {
            if (channel.verdict == null && channel.sinceUs != null) {
                channel.verdict = verdict;
                model.saidBy(channel).forEach(said -> said.isDoubted(verdict));
            }
        }
    }

    /** Silence during the verdict is not counted against it, unless it is guilty of it besides. */
    private void acquit(StatusModel model, ChannelModel channel) {
        if (isAccused(channel)) {
            channel.verdict = "silent";
            return;
        }
        channel.verdict = null;
        channel.late = false;
        channel.sinceUs = nowUs;
        channel.interrupt();
        model.saidBy(channel).forEach(StatusModel.Said::isTrustedAgain);
    }

    private ChannelModel venueOf(MarketEvent event) {
        return venues.computeIfAbsent(
                event.listing().venue(), name -> new ChannelModel(event.listing(), name, silenceUs));
    }

    private void venueHeard(MarketEvent event, boolean greeting) {
        ChannelModel venue = venueOf(event);
        if (venue.verdict != null) {
            venue.verdict = null;
            venue.pauses.clear();
            venue.messages = 0;
        }
        if (greeting) {
            venue.interrupt();
        }
        venue.says(event.recvUs());
    }

    private void heard(StatusModel model, ChannelModel channel, MarketEvent event) {
        if (!model.connected) {
            if (!isConnected(event.listing().venue())) {
                venueOf(event).interrupt();
                venueOf(event).verdict = null;
            }
            model.connected = true;
            model.trades.sinceUs = event.recvUs();
            model.last.status = Status.LIVE;
        }
        venueHeard(event, channel.sinceUs == null);
        if ("mute".equals(channel.verdict) || "with quotes".equals(channel.verdict) || channel.sinceUs == null) {
            channel.interrupt();
        }
        channel.verdict = null;
        channel.late = model.late;
        channel.sinceUs = event.recvUs();
        channel.says(event.recvUs());
        if (!model.late && "mute".equals(model.trades.verdict)) {
            acquit(model, model.trades);
        }
        if (!model.late && channel == model.quotes) {
            model.channels().stream()
                    .filter(other -> "with quotes".equals(other.verdict))
                    .forEach(other -> acquit(model, other));
        }
    }

    private void settle(StatusModel model) {
        if (model.late) {
            condemn(model, "late");
        }
    }

    private void nonsense(StatusModel model, ChannelModel channel, MarketEvent event) {
        channel.isWord(channel.nonsense, event.recvUs());
        judge(model, channel);
    }

    private void leaves(StatusModel model, boolean end) {
        if (model.connected) {
            ChannelModel venue = venueOf(new FeedClosed(model.quotes.listing, 0, "no_demand"));
            venue.pauses.clear();
            venue.messages = 0;
        }
        model.forget(end);
    }
}
