package io.quotewire.venue;

import io.quotewire.model.Aliases;
import io.quotewire.model.Channel;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.model.Renamings;
import io.quotewire.venue.list.InstrumentChanges;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which listings a feed follows, what of each, and on which connection: the first with room, or a new one.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Places {
    private static final int MOST_CONNECTIONS = 20;
    private static final Set<Channel> BOOK = Set.of(Channel.BOOK);
    private static final Set<Channel> PRICES = EnumSet.complementOf(EnumSet.of(Channel.BOOK));
    private static final String NO_DEMAND = "no_demand";

    private final FeedParts parts;
    private final String venue;
    private Set<Instrument> configured;
    private final Set<Instrument> demanded = new LinkedHashSet<>();
    private final Set<Instrument> books = new LinkedHashSet<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Rotations rotations;
    private Map<Instrument, ListingInfo> listed = Map.of();

    Places(FeedParts parts) {
        this.parts = parts;
        this.venue = parts.adapter().profile().venue();
        this.configured = new LinkedHashSet<>(parts.config().instruments());
        this.rotations = new Rotations(parts, connections);
    }

    List<Connection> connections() {
        return connections;
    }

    /** Likewise, and the one that is to take another's place, if there is one. */
    List<Connection> all() {
        Connection fresh = rotations.fresh();
        return fresh == null
                ? connections
                : Stream.concat(connections.stream(), Stream.of(fresh)).toList();
    }

    /** Lets new connections take the places of those whose time has come, one at a time. */
    void rotate(long nowUs) {
        rotations.tick(nowUs);
    }

    /** What the venue lists, by instrument; empty until its list has come. */
    Map<Instrument, ListingInfo> listed() {
        return listed;
    }

    /** Configured instruments that the venue does not list. */
    List<String> unlisted() {
        return listed.isEmpty()
                ? List.of()
                : configured.stream()
                        .filter(instrument -> !listed.containsKey(instrument))
                        .map(Instrument::toString)
                        .toList();
    }

    /** All that is wanted, listed or not. */
    List<Listing> wanted() {
        return Stream.of(configured, demanded, books)
                .flatMap(Set::stream)
                .distinct()
                .map(instrument -> new Listing(venue, instrument))
                .toList();
    }

    /** The venue's spellings of what is followed now. */
    Set<String> followed() {
        Set<String> followed = new HashSet<>();
        connections.forEach(
                one -> followed.addAll(one.subscriptions().listings().keySet()));
        return followed;
    }

    /** Takes in a list, and what it changes; what is wanted and newly listed gets its place. */
    void list(Map<Instrument, ListingInfo> fresh, InstrumentChanges changes, long nowUs) {
        listed = fresh;
        changes.delisted().forEach(info -> end(info, venue + " lists it no longer", nowUs));
        changes.renamed()
                .forEach(renamed -> end(
                        renamed.before(),
                        "renamed to " + renamed.now().listing().instrument(),
                        nowUs));
        changes.respelled().forEach(respelled -> respell(respelled.before(), nowUs));
        changes.halted().forEach(info -> parts.outlet().trading(new Trading(info.listing(), nowUs, true)));
        changes.resumed().forEach(info -> parts.outlet().trading(new Trading(info.listing(), nowUs, false)));
        configured = current(configured, nowUs);
        configured.forEach(instrument -> place(instrument, PRICES, nowUs));
        demanded.forEach(instrument -> place(instrument, PRICES, nowUs));
        books.forEach(instrument -> place(instrument, BOOK, nowUs));
    }

    /** What was known under the spelling before is kept true by nothing until the new one speaks. */
    private void respell(ListingInfo before, long nowUs) {
        if (drop(before, EnumSet.allOf(Channel.class))) {
            parts.outlet().lost(before.listing(), nowUs, venue + " spells it otherwise now");
        }
    }

    /** Somebody wants a part of a listing. */
    void want(Instrument instrument, Demand.Part part, long nowUs) {
        boolean possible = listed.isEmpty() || listed.containsKey(instrument);
        boolean always = part == Demand.Part.PRICES && configured.contains(instrument);
        if (possible && !always && wants(part).add(instrument)) {
            place(instrument, channels(part), nowUs);
        }
    }

    /** Nobody wants it any more. */
    void leave(Instrument instrument, Demand.Part part, long nowUs) {
        ListingInfo info = listed.get(instrument);
        if (!wants(part).remove(instrument) || info == null || !drop(info, channels(part))) {
            return;
        }
        if (part == Demand.Part.BOOK) {
            parts.outlet().bookClosed(info.listing(), nowUs, NO_DEMAND);
        } else {
            parts.outlet().closed(info.listing(), nowUs, NO_DEMAND);
            findBook(info);
        }
    }

    /** The engine has forgotten the book with all else of the listing; if that is wanted still, it needs a new state. */
    private void findBook(ListingInfo info) {
        Connection holder = holder(info);
        if (holder == null || !books.contains(info.listing().instrument())) {
            return;
        }
        Connection heir = rotations.heirOf(holder);
        Connection speaker = heir != null && heir.books().thread(info.listing()) != null ? heir : holder;
        speaker.books().find(info.listing());
    }

    /** Does what a shard asks, wherever it concerns; false if that is nowhere. */
    boolean ask(FeedCommand command, long nowUs) {
        boolean done = false;
        for (Connection connection : command instanceof FeedCommand.Reconnect ? List.copyOf(connections) : all()) {
            done |= concerns(command, connection) && connection.ask(command, nowUs);
        }
        return done;
    }

    /** By the names of today: who has configured an asset under the one that it had before gets that. */
    private Set<Instrument> current(Set<Instrument> instruments, long nowUs) {
        Aliases aliases = Renamings.STANDARD.at(nowUs);
        return instruments.stream()
                .map(instrument -> aliases.current(instrument, listed::containsKey))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean concerns(FeedCommand command, Connection connection) {
        Listing listing = switch (command) {
            case FeedCommand.Resync resync -> resync.listing();
            case FeedCommand.Audit audit -> audit.listing();
            case FeedCommand.Resubscribe again -> again.listing();
            case FeedCommand.Reconnect reconnect -> reconnect.listing();
            case FeedCommand.Candles ignored -> null;
            case FeedCommand.Probe ignored -> null;
        };
        return listing == null || connection.follows(parts.adapter().symbol(listing.instrument()));
    }

    private void place(Instrument instrument, Set<Channel> channels, long nowUs) {
        ListingInfo info = listed.get(instrument);
        if (info == null) {
            return;
        }
        Connection place = holder(info);
        boolean first = place == null;
        if (place == null) {
            place = connections.stream().filter(Connection::hasRoom).findFirst().orElse(null);
        }
        if (place == null && connections.size() < MOST_CONNECTIONS) {
            place = new Connection(parts);
            connections.add(place);
        }
        if (place == null) {
            String reason = venue + ": no room for " + instrument;
            parts.trouble().accept(reason);
            parts.outlet().lost(info.listing(), nowUs, reason);
        } else {
            place.add(info, channels);
            if (first && !info.trading()) { // The engine takes each for open that it was told nothing of.
                parts.outlet().trading(new Trading(info.listing(), nowUs, true));
            }
            Connection heir = rotations.heirOf(place);
            if (heir != null) {
                heir.add(info, channels);
            }
        }
    }

    private void end(ListingInfo info, String why, long nowUs) {
        if (drop(info, EnumSet.allOf(Channel.class))) {
            parts.outlet().closed(info.listing(), nowUs, why);
        }
    }

    private boolean drop(ListingInfo info, Set<Channel> channels) {
        Connection holder = holder(info);
        if (holder != null) {
            holder.remove(info, channels);
            Connection heir = rotations.heirOf(holder);
            if (heir != null) {
                heir.remove(info, channels);
                rotations.forget(info.listing(), channels);
            }
        }
        return holder != null;
    }

    private @Nullable Connection holder(ListingInfo info) {
        return connections.stream()
                .filter(connection -> connection.follows(info.symbol()))
                .findFirst()
                .orElse(null);
    }

    private Set<Instrument> wants(Demand.Part part) {
        return part == Demand.Part.BOOK ? books : demanded;
    }

    private static Set<Channel> channels(Demand.Part part) {
        return part == Demand.Part.BOOK ? BOOK : PRICES;
    }
}
