package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Verdict;
import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.fanout.Seat;
import io.quotewire.gateway.session.Guest.Life;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.ItemReply;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.gateway.wire.ServerMessages.Failure;
import io.quotewire.gateway.wire.ServerMessages.Followed;
import io.quotewire.model.Catalog;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
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

    /** Most commands that wait for one before them. */
    private static final int MOST_WAITING = 64;

    private static final long WAIT_MS = 100;

    private final House house;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final JsonWriter json;

    /** Of searches for near names, made with the first. */
    private @Nullable CommandBudget nearBudget;

    /** Of wildcards, likewise. */
    private @Nullable CommandBudget wildcardBudget;

    private final List<Runnable> after = new ArrayList<>();
    private final Executor lane;
    private final ArrayDeque<Command> waiting = new ArrayDeque<>(0);
    private final Life life;
    private final Pass pass;

    /** A command waits for broadcasters to say where times lie, or for the store to say whose a key is. */
    private boolean held;

    /** @param lane runs what is given to it on the lane's thread, unless the session has ended by then */
    CommandDesk(House house, Life life, JsonWriter json, Executor lane) {
        this.house = house;
        this.lane = lane;
        this.json = json;
        this.life = life;
        this.pass = life.pass();
        this.outbox = life.outbox();
        this.subscriptions = life.subscriptions();
    }

    /** In the order in which commands came, also where one has to wait for an answer from elsewhere. */
    void perform(Command command) {
        if (held && waiting.size() == MOST_WAITING) {
            refuse(new Failure(command.id(), null, ErrorCode.TOO_FAST, "an earlier command is not done yet", WAIT_MS));
        } else if (held) {
            waiting.add(command);
        } else if (!pass.isOpen() && !(command instanceof Command.Auth || command instanceof Command.Ping)) {
            refuse(new Failure(
                    command.id(),
                    null,
                    ErrorCode.BAD_CREDENTIALS,
                    "say who you are first: {\"op\":\"auth\",\"token\":…}",
                    0));
        } else if (command instanceof Command.Subscribe subscribe && Locator.isNeeded(subscribe)) {
            locate(subscribe);
        } else {
            performNow(command);
        }
    }

    private void locate(Command.Subscribe subscribe) {
        held = new Locator(house.fanout())
                .locate(
                        subscribe,
                        house.directory().catalog(),
                        found -> lane.execute(() -> goOn(() -> performNow(found))));
        if (!held) {
            refuse(new Failure(
                    subscribe.id(), null, ErrorCode.TOO_FAST, "the market is too busy to look back", WAIT_MS));
        }
    }

    /** Does what commands waited for, and then those. */
    private void goOn(Runnable answer) {
        held = false;
        answer.run();
        while (!held && !waiting.isEmpty()) {
            perform(waiting.remove());
        }
        outbox.flush();
    }

    private void identify(Command.Auth auth) {
        Credentials shown = Credentials.bearer(auth.token());
        InetAddress from = life.address();
        Verdict known = house.gate().glance(shown);
        if (known != null) {
            identified(auth, known);
            return;
        }
        held = true;
        Thread.ofVirtual().name("auth").start(() -> {
            Runnable next = verified(auth, shown, from);
            lane.execute(() -> goOn(next));
        });
    }

    /** On a thread that may wait; a fault of ours is the connection's, on its lane. */
    private Runnable verified(Command.Auth auth, Credentials shown, InetAddress from) {
        try {
            Verdict verdict = house.gate().verify(shown, from);
            return () -> identified(auth, verdict);
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    private void identified(Command.Auth auth, Verdict verdict) {
        switch (verdict) {
            case Verdict.Refused refused -> {
                refuse(new Failure(auth.id(), null, refused.code(), refused.why(), 0));
                if (pass.who().isAnonymous() && house.gate().mode() != AuthMode.NONE) {
                    life.end(Pass.reason(refused.code()));
                }
            }
            case Verdict.Known known -> admit(auth, known.principal());
        }
    }

    private void admit(Command.Auth auth, Principal now) {
        boolean other = !pass.who().isAnonymous() && !now.isSame(pass.who());
        life.meter(house.clock().nowUs()); // What was sent until now was not sent to whom this becomes.
        CloseReason refused = other ? null : pass.become(now);
        if (other) {
            refuse(new Failure(
                    auth.id(),
                    null,
                    ErrorCode.BAD_CREDENTIALS,
                    "this connection is another account's: open another",
                    0));
        } else if (refused != null) {
            life.end(refused);
        } else if (holdsTooMuch()) {
            life.end(CloseReason.EXPIRED); // Its rights are others: it comes again, and is told of each topic.
        } else {
            subscriptions.limit(pass.topics());
            authenticated(auth);
        }
    }

    private boolean holdsTooMuch() {
        return subscriptions.seats().size() > pass.entitlement().topicsEach()
                || subscriptions.seats().stream().anyMatch(seat -> !mayHave(seat.topic(), seat.rate()));
    }

    private void authenticated(Command.Auth auth) {
        SessionConfig config = house.config();
        Entitlement entitlement = pass.entitlement();
        ServerMessages.authenticated(
                json,
                auth.id(),
                new ServerMessages.Authenticated(
                        pass.who().name(),
                        pass.who().expiresUs(),
                        subscriptions.limit(),
                        config.commandsPerS(),
                        config.messageBytes(),
                        entitlement.depth(),
                        Rate.allMs().stream().filter(entitlement::grants).toList()));
        send();
    }

    private boolean mayHave(Topic topic, Rate rate) {
        Entitlement entitlement = pass.entitlement();
        return entitlement.sees(topic) && entitlement.reaches(topic) && entitlement.grants(rate.ms());
    }

    private void performNow(Command command) {
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
            case Command.Auth auth -> identify(auth);
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
            if (!subscriptions.wants(topic) || !mayHave(topic, subscriptions.rate(topic))) {
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
        Rate rate = item.rate();
        if (rate == null || !pass.entitlement().grants(rate.ms())) {
            return refused(item, ErrorCode.RATE_NOT_GRANTED);
        }
        TopicPattern pattern = pattern(item.topic());
        if (pattern == null) {
            return unknown(item);
        }
        Topic topic = pattern.exact();
        return topic == null ? subscribeAll(catalog, item, pattern, rate) : subscribe(catalog, item, topic, rate);
    }

    private ItemReply subscribe(Catalog catalog, Item item, Topic topic, Rate rate) {
        if (!catalog.has(topic)) {
            return unknown(item);
        }
        if (!pass.entitlement().sees(topic)) {
            return refused(item, ErrorCode.NOT_ENTITLED);
        }
        if (!pass.entitlement().reaches(topic)) {
            return refused(item, ErrorCode.DEPTH_NOT_GRANTED);
        }
        Seat seat = subscriptions.seat(topic);
        if (seat == null && !subscriptions.hasRoom(1)) {
            return refused(item, ErrorCode.TOO_MANY_TOPICS);
        }
        Recovery.Answer recovery =
                item.position() == null ? null : house.recovery().answer(item, topic, rate);
        List<Listing> listings = Matcher.listings(catalog, topic);
        if (seat == null) {
            subscriptions.addExact(topic, rate, listings, recovery == null ? null : recovery.position());
            return recovery == null ? new ItemReply.Snapshot(item.topic(), rate, "first") : recovery.reply();
        }
        boolean moves = seat.rate() != rate;
        subscriptions.addExact(topic, rate, listings, null);
        return again(item, seat, moves, recovery);
    }

    /** A topic that flows already: a value or a book is told anew, items go on from what was sent. */
    private ItemReply again(Item item, Seat seat, boolean moves, Recovery.@Nullable Answer recovery) {
        Topic topic = seat.topic();
        Seat now = moves ? Objects.requireNonNull(subscriptions.seat(topic)) : seat;
        Position reached = now.reached();
        if (reached == null) {
            return new ItemReply.Snapshot(item.topic(), now.rate(), moves ? "rate" : "first"); // It is on its way.
        }
        if (reached.epoch() == null) {
            return new ItemReply.Gap(item.topic(), now.rate(), "too_old"); // Likewise.
        }
        if (topic.shape() != Topic.Shape.EVENT && now.standing() == null) {
            return new ItemReply.Full(
                    item.topic(), now.rate(), reached.epoch(), reached.seq() + 1); // As was said before.
        }
        if (topic.shape() != Topic.Shape.EVENT) {
            after.add(() -> outbox.firstAgain(now));
            return new ItemReply.Snapshot(item.topic(), now.rate(), "repeated");
        }
        Position wanted = recovery == null ? null : recovery.position();
        if (recovery == null || wanted == null) {
            return new ItemReply.Full(item.topic(), now.rate(), reached.epoch(), reached.seq() + 1);
        }
        after.add(() -> outbox.goOn(now, wanted));
        return recovery.reply();
    }

    private ItemReply subscribeAll(Catalog catalog, Item item, TopicPattern pattern, Rate rate) {
        if (!mayLookAtAll()) {
            return refused(item, ErrorCode.TOO_FAST);
        }
        if (Topic.BEST.equals(pattern.source()) || !Matcher.isKnown(catalog, pattern)) {
            return unknown(item);
        }
        List<Topic> matches = Matcher.matches(catalog, pattern, pass.entitlement());
        if (matches.isEmpty() && !Matcher.matches(catalog, pattern).isEmpty()) {
            return refused(item, ErrorCode.NOT_ENTITLED);
        }
        long more = matches.stream()
                .filter(topic -> subscriptions.seat(topic) == null)
                .count();
        if (!subscriptions.hasRoom(more) || !subscriptions.hasRoomForWildcard(pattern)) {
            return refused(item, ErrorCode.TOO_MANY_TOPICS);
        }
        List<Seat> before = matches.stream()
                .map(subscriptions::seat)
                .filter(seat -> seat != null && seat.topic().shape() != Topic.Shape.EVENT)
                .map(Seat.class::cast)
                .toList();
        subscriptions.addWildcard(pattern, rate, matches);
        for (Seat seat : before) {
            if (seat == subscriptions.seat(seat.topic())) { // One that moved to another rate is told anew as it is.
                after.add(() -> outbox.firstAgain(seat));
            }
        }
        return new ItemReply.Matches(
                item.topic(), rate, matches.stream().map(Topic::toString).toList());
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
        if (seat.standing() == null) {
            return new ItemReply.Done(item.topic()); // Its first message is still on its way.
        }
        if (seat.topic().shape() != Topic.Shape.EVENT) {
            after.add(() -> outbox.firstAgain(seat));
            return new ItemReply.Done(item.topic());
        }
        Recovery.Answer recovery = house.recovery().answer(item, seat.topic(), seat.rate());
        Position wanted = Objects.requireNonNull(recovery.position());
        after.add(() -> outbox.goOn(seat, wanted));
        return recovery.reply() instanceof ItemReply.Full full ? full : new ItemReply.Done(item.topic());
    }

    private void list(Command.ListTopics list) {
        List<Followed> topics = subscriptions.seats().stream()
                .map(seat -> new Followed(seat.topic().toString(), seat.rate(), seat.sentSeq()))
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
        List<String> near = maySearch() ? house.near().of(item.topic()) : List.of();
        return new ItemReply.Refused(item.topic(), ErrorCode.UNKNOWN_TOPIC, near);
    }

    private boolean maySearch() {
        CommandBudget budget = nearBudget == null ? new CommandBudget(NEAR_PER_S) : nearBudget;
        nearBudget = budget;
        return budget.spend(house.clock().nowUs());
    }

    private boolean mayLookAtAll() {
        CommandBudget budget = wildcardBudget == null ? new CommandBudget(WILDCARDS_PER_S) : wildcardBudget;
        wildcardBudget = budget;
        return budget.spend(house.clock().nowUs());
    }

    private ItemReply refused(Item item, ErrorCode code) {
        house.tally().refused(code);
        return new ItemReply.Refused(item.topic(), code, List.of());
    }

    private String used() {
        return "%d of %d used".formatted(subscriptions.seats().size(), subscriptions.limit());
    }

    /** Null where the text is no topic. */
    static @Nullable TopicPattern pattern(String text) {
        try {
            return TopicPattern.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
