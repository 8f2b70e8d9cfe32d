package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.fanout.Place;
import io.quotewire.gateway.past.Archive;
import io.quotewire.gateway.past.Beginning;
import io.quotewire.gateway.wire.Command;
import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.model.Catalog;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the times from which a client wants to go on into numbers, which only the broadcasters can.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Locator {
    private final Fanout fanout;
    private final Archive archive;

    Locator(Fanout fanout) {
        this.fanout = fanout;
        this.archive = fanout.archive();
    }

    /** Whether any topic of the command is to begin at a time. */
    static boolean isNeeded(Command command) {
        return command instanceof Command.Subscribe subscribe
                && subscribe.topics().stream().anyMatch(Locator::hasTime);
    }

    /**
     * Finds what can be found. A time before all that is kept stays as it is.
     *
     * @param found gets the same command with numbers in place of times, on some broadcaster's thread or at once
     * @return false where a broadcaster has too much to do; {@code found} gets nothing then
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What it would tell is what found does.
    boolean locate(Command.Subscribe subscribe, Catalog catalog, Consumer<Command.Subscribe> found) {
        List<CompletableFuture<Item>> items = new ArrayList<>();
        for (Item item : subscribe.topics()) {
            CompletableFuture<Item> located = locate(item, catalog);
            if (located == null) {
                return false;
            }
            items.add(located);
        }
        CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenRun(() -> found.accept(new Command.Subscribe(
                        subscribe.id(),
                        items.stream().map(CompletableFuture::join).toList())));
        return true;
    }

    private @Nullable CompletableFuture<Item> locate(Item item, Catalog catalog) {
        Topic topic = hasTime(item) ? eventTopic(item, catalog) : null;
        if (topic == null || !(item.position() instanceof Command.Position.Since since)) {
            return CompletableFuture.completedFuture(item);
        }
        CompletableFuture<Place> place = fanout.find(topic, since.tsUs());
        return place == null ? null : place.thenCompose(known -> located(item, topic, since, known));
    }

    private CompletableFuture<Item> located(Item item, Topic topic, Command.Position.Since since, Place inRing) {
        if (inRing.whole()) {
            return CompletableFuture.completedFuture(behind(item, inRing));
        }
        return archive.find(topic, since.tsUs())
                .thenApply(known -> known == null || isInRing(known, inRing) ? item : at(item, kept(known)));
    }

    private static boolean isInRing(Beginning known, Place inRing) {
        return known.epoch().equals(inRing.epoch()) && known.first() >= inRing.first();
    }

    private static boolean hasTime(Item item) {
        return item.position() instanceof Command.Position.Since;
    }

    private static @Nullable Topic eventTopic(Item item, Catalog catalog) {
        TopicPattern pattern = CommandDesk.pattern(item.topic());
        Topic topic = pattern == null ? null : pattern.exact();
        return topic != null && topic.shape() == Topic.Shape.EVENT && catalog.has(topic) ? topic : null;
    }

    private static Item behind(Item item, Place place) {
        return at(item, new Command.Position.Behind(place.epoch(), place.first() - 1));
    }

    private static Command.Position kept(Beginning known) {
        return new Command.Position.Kept(known.epoch(), known.first() - 1, known.whole());
    }

    private static Item at(Item item, Command.Position position) {
        return new Item(item.topic(), item.rate(), position);
    }
}
