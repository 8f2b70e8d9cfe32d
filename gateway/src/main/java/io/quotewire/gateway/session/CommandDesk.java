package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.fanout.Seat;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.CommandReader;
import io.quotewire.gateway.wire.ItemReply;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.gateway.wire.ServerMessages.Failure;
import io.quotewire.gateway.wire.ServerMessages.Followed;
import io.quotewire.model.Catalog;
import io.quotewire.model.Epoch;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what the commands of one connection ask, and answers.
 *
 * <p>What follows a reply is noted while the reply is made and told once it is written: first messages come through the
 * lane's mailbox and so are later anyway, gaps that are known at once are not.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class CommandDesk {
    /** Searches for near names a second: each looks at every name there is. */
    private static final int NEAR_PER_S = 2;

    /** Wildcards a second: each looks at every listing there is. */
    static final int WILDCARDS_PER_S = 20;

    private final House house;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final JsonWriter json;
    private final CommandBudget nearBudget = new CommandBudget(NEAR_PER_S);
    private final CommandBudget wildcardBudget = new CommandBudget(WILDCARDS_PER_S);
    private final List<Runnable> after = new ArrayList<>();

    CommandDesk(House house, Outbox outbox, Subscriptions subscriptions, JsonWriter json) {
        this.house = house;
        this.json = json;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
    }

    void perform(Command command) {
        switch (command) {
            case Command.Subscribe subscribe -> {
                Catalog catalog = house.directory().catalog();
                answer(
                        "subscribed",
                        subscribe.id(),
                        subscribe.topics().stream()
                                .map(item -> subscribe(catalog, item))
                                .toList());
            }
            case Command.Unsubscribe unsubscribe ->
                answer(
                        "unsubscribed",
                        unsubscribe.id(),
                        unsubscribe.topics().stream().map(this::unsubscribe).toList());
            case Command.Resync resync ->
                answer(
                        "resynced",
                        resync.id(),
                        resync.topics().stream().map(this::resync).toList());
            case Command.ListTopics list -> list(list);
            case Command.Ping ping -> {
                ServerMessages.pong(json, ping.id(), house.clock().nowUs());
                send();
            }
            case Command.Auth auth ->
                refuse(new Failure(
                        auth.id(),
                        null,
                        ErrorCode.AUTH_NOT_ENABLED,
                        "this gateway has no accounts: connect without credentials",
                        0));
        }
    }

    void refuse(Failure failure) {
        house.tally().refused(failure.code());
        ServerMessages.failure(json, failure);
        send();
    }

    /** A listing became active: its topics are announced by their snapshots, as far as there is room. */
    void appeared(Listing listing) {
        for (Topic.Kind kind : Topic.Kind.values()) {
            Topic topic = Matcher.topic(kind, listing);
            if (!subscriptions.wants(topic)) {
                continue;
            }
            if (subscriptions.hasRoom(1)) {
                subscriptions.addMatch(topic);
            } else {
                refuse(new Failure(null, topic.toString(), ErrorCode.TOO_MANY_TOPICS, used(), 0));
            }
        }
    }

    private ItemReply subscribe(Catalog catalog, Item item) {
        if (!CommandReader.isRate(item)) {
            return refused(item, ErrorCode.RATE_NOT_GRANTED);
        }
        TopicPattern pattern = pattern(item.topic());
        if (pattern == null) {
            return unknown(item);
        }
        Topic topic = pattern.exact();
        return topic == null ? subscribeAll(catalog, item, pattern) : subscribe(catalog, item, topic);
    }

    private ItemReply subscribe(Catalog catalog, Item item, Topic topic) {
        if (!catalog.has(topic)) {
            return unknown(item);
        }
        Seat seat = subscriptions.seat(topic);
        if (seat == null && !subscriptions.hasRoom(1)) {
            return refused(item, ErrorCode.TOO_MANY_TOPICS);
        }
        List<Listing> listings = Matcher.listings(catalog, topic);
        if (seat != null) {
            subscriptions.addExact(topic, listings, null);
            return again(item, seat);
        }
        subscriptions.addExact(topic, listings, position(item, topic));
        return begun(item, topic);
    }

    /** What a new subscription begins with. */
    private ItemReply begun(Item item, Topic topic) {
        if (item.position() == null) {
            return new ItemReply.Snapshot(item.topic(), "first");
        }
        Update last = house.fanout().lastValues().last(topic);
        Epoch epoch = last == null ? house.fanout().epoch() : last.head().epoch();
        long seq = last == null ? 0 : last.head().seq();
        String why = whyBehind(item.position(), epoch, seq);
        if (topic.shape() != Topic.Shape.EVENT) {
            return new ItemReply.Snapshot(item.topic(), why == null ? "first" : why);
        }
        return why == null ? full(item, epoch) : new ItemReply.Gap(item.topic(), why);
    }

    /** A topic that flows already: a value or a book is told anew, items go on from what was sent. */
    private ItemReply again(Item item, Seat seat) {
        Head standing = seat.standing();
        if (standing == null) {
            return new ItemReply.Snapshot(item.topic(), "first"); // It is still on its way.
        }
        if (seat.topic().shape() != Topic.Shape.EVENT) {
            after.add(() -> outbox.firstAgain(seat));
            return new ItemReply.Snapshot(item.topic(), "repeated");
        }
        if (item.position() == null) {
            return new ItemReply.Full(item.topic(), standing.epoch(), seat.sentSeq() + 1);
        }
        return goOn(item, seat, standing);
    }

    private ItemReply subscribeAll(Catalog catalog, Item item, TopicPattern pattern) {
        if (!wildcardBudget.spend(house.clock().nowUs())) {
            return refused(item, ErrorCode.TOO_FAST);
        }
        if (Topic.BEST.equals(pattern.source()) || !Matcher.isKnown(catalog, pattern)) {
            return unknown(item);
        }
        List<Topic> matches = Matcher.matches(catalog, pattern);
        long more = matches.stream()
                .filter(topic -> subscriptions.seat(topic) == null)
                .count();
        if (!subscriptions.hasRoom(more) || !subscriptions.hasRoomForWildcard(pattern)) {
            return refused(item, ErrorCode.TOO_MANY_TOPICS);
        }
        for (Topic topic : matches) {
            Seat seat = subscriptions.seat(topic);
            if (seat != null && topic.shape() != Topic.Shape.EVENT) {
                after.add(() -> outbox.firstAgain(seat));
            }
        }
        subscriptions.addWildcard(pattern, matches);
        return new ItemReply.Matches(
                item.topic(), matches.stream().map(Topic::toString).toList());
    }

    private ItemReply unsubscribe(Item item) {
        TopicPattern pattern = pattern(item.topic());
        if (pattern == null || !subscriptions.remove(pattern, house.clock().nowUs())) {
            return refused(item, ErrorCode.NOT_SUBSCRIBED);
        }
        return new ItemReply.Done(item.topic());
    }

    private ItemReply resync(Item item) {
        TopicPattern pattern = pattern(item.topic());
        Topic topic = pattern == null ? null : pattern.exact();
        Seat seat = topic == null ? null : subscriptions.seat(topic);
        if (seat == null) {
            return refused(item, ErrorCode.NOT_SUBSCRIBED);
        }
        Head standing = seat.standing();
        if (standing == null) {
            return new ItemReply.Done(item.topic()); // Its first message is still on its way.
        }
        if (seat.topic().shape() != Topic.Shape.EVENT) {
            after.add(() -> outbox.firstAgain(seat));
            return new ItemReply.Done(item.topic());
        }
        ItemReply reply = goOn(item, seat, standing);
        return reply instanceof ItemReply.Full ? reply : new ItemReply.Done(item.topic());
    }

    private ItemReply goOn(Item item, Seat seat, Head standing) {
        Position position = position(item, seat.topic());
        Position told = position == null ? Position.UNKNOWN : position;
        after.add(() -> outbox.goOn(seat, told));
        String why = whyBehind(item.position(), standing.epoch(), standing.seq());
        return why == null ? full(item, standing.epoch()) : new ItemReply.Gap(item.topic(), why);
    }

    /** Why a client cannot go on at {@code position} without a gap; null if it can. */
    private static @Nullable String whyBehind(Command.@Nullable Position position, Epoch epoch, long seq) {
        if (position instanceof Command.Position.Behind behind) {
            if (!behind.epoch().equals(epoch)) {
                return "epoch";
            }
            return behind.seq() >= seq ? null : "too_old";
        }
        return "too_old"; // There is no history yet in which a time could be found.
    }

    private static ItemReply full(Item item, Epoch epoch) {
        long seq = item.position() instanceof Command.Position.Behind behind ? behind.seq() : 0;
        return new ItemReply.Full(item.topic(), epoch, seq + 1);
    }

    private static @Nullable Position position(Item item, Topic topic) {
        if (topic.shape() != Topic.Shape.EVENT) {
            return null;
        }
        return switch (item.position()) {
            case null -> null;
            case Command.Position.Behind behind -> new Position(behind.epoch(), behind.seq());
            case Command.Position.Since ignored -> Position.UNKNOWN;
        };
    }

    private void list(Command.ListTopics list) {
        List<Followed> topics = subscriptions.seats().stream()
                .map(seat -> new Followed(seat.topic().toString(), seat.sentSeq()))
                .toList();
        ServerMessages.topics(json, list.id(), topics);
        send();
    }

    private void answer(String op, @Nullable Long id, List<ItemReply> replies) {
        ServerMessages.replies(json, op, id, replies);
        send();
        after.forEach(Runnable::run);
        after.clear();
    }

    private void send() {
        outbox.say(json);
    }

    private ItemReply unknown(Item item) {
        house.tally().refused(ErrorCode.UNKNOWN_TOPIC);
        boolean search = nearBudget.spend(house.clock().nowUs());
        List<String> near = search ? house.near().of(item.topic()) : List.of();
        return new ItemReply.Refused(item.topic(), ErrorCode.UNKNOWN_TOPIC, near);
    }

    private ItemReply refused(Item item, ErrorCode code) {
        house.tally().refused(code);
        return new ItemReply.Refused(item.topic(), code, List.of());
    }

    private String used() {
        return "%d of %d used".formatted(subscriptions.seats().size(), subscriptions.limit());
    }

    private static @Nullable TopicPattern pattern(String text) {
        try {
            return TopicPattern.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
