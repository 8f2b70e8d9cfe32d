package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Catalog;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one subscription of what an event stream is asked for, and refuses what cannot be had before anything is told.
 *
 * <p><b>Threads:</b> one owner, for one stream.
 */
final class OrderReader {
    private final Catalog catalog;
    private final int limit;
    private final Entitlement entitlement;
    private final @Nullable Rate rate;
    private final @Nullable Bookmark bookmark;
    private final List<Item> items = new ArrayList<>();
    private final Set<Topic> topics = new HashSet<>();
    private int wildcards;

    OrderReader(Catalog catalog, int limit, Entitlement entitlement, int rateMs, @Nullable String lastEventId) {
        this.catalog = catalog;
        this.limit = Math.min(limit, entitlement.topicsEach());
        this.entitlement = entitlement;
        this.rate = Rate.of(rateMs);
        this.bookmark = lastEventId == null || lastEventId.isEmpty() ? null : Bookmark.read(lastEventId);
    }

    StreamOrder read(String names, int longestId) throws BadCommand {
        if (rate == null) {
            throw refusal(ErrorCode.RATE_NOT_GRANTED, "rate_ms must be one of " + Rate.allMs());
        }
        if (!entitlement.grants(rate.ms())) {
            throw refusal(ErrorCode.RATE_NOT_GRANTED, "this account has no rate_ms of " + rate.ms());
        }
        for (String name : names.split(",", -1)) {
            add(name);
            if (topics.size() > limit || wildcards > CommandDesk.WILDCARDS_PER_S) {
                throw refusal(
                        ErrorCode.TOO_MANY_TOPICS,
                        "a stream has at most %d topics and %d wildcards"
                                .formatted(limit, CommandDesk.WILDCARDS_PER_S));
            }
        }
        return new StreamOrder(new Command.Subscribe(null, List.copyOf(items)), longestId);
    }

    private void add(String name) throws BadCommand {
        TopicPattern pattern = pattern(name);
        Topic topic = pattern.exact();
        if (topic == null) {
            addAll(name, pattern);
        } else if (!catalog.has(topic)) {
            throw unknown(name);
        } else if (!entitlement.sees(topic) || !entitlement.reaches(topic)) {
            throw refusal(ErrorCode.NOT_ENTITLED, "the account may not see " + name);
        } else if (topics.add(topic)) {
            items.add(new Item(name, rate, position(topic)));
        }
    }

    /** A wildcard has no positions: what goes on is subscribed by its name before. */
    private void addAll(String name, TopicPattern pattern) throws BadCommand {
        if (Topic.BEST.equals(pattern.source()) || !Matcher.isKnown(catalog, pattern)) {
            throw unknown(name);
        }
        List<Topic> matches = Matcher.matches(catalog, pattern, entitlement);
        if (matches.isEmpty() && !Matcher.matches(catalog, pattern).isEmpty()) {
            throw refusal(ErrorCode.NOT_ENTITLED, "the account may not see any of " + name);
        }
        for (Topic topic : matches) {
            Command.Position position = position(topic);
            if (topics.add(topic) && position != null) {
                items.add(new Item(topic.toString(), rate, position));
            }
        }
        items.add(new Item(name, rate, null));
        wildcards++;
    }

    private Command.@Nullable Position position(Topic topic) {
        return bookmark == null || topic.shape() != Topic.Shape.EVENT ? null : bookmark.position(topic);
    }

    private static TopicPattern pattern(String name) throws BadCommand {
        try {
            return TopicPattern.parse(name);
        } catch (IllegalArgumentException e) {
            throw unknown(name);
        }
    }

    private static BadCommand unknown(String name) {
        return refusal(ErrorCode.UNKNOWN_TOPIC, name);
    }

    private static BadCommand refusal(ErrorCode code, String reason) {
        return new BadCommand(code, null, reason);
    }
}
