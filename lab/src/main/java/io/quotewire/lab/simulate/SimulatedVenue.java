package io.quotewire.lab.simulate;

import io.netty.channel.EventLoop;
import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.host.Backstage;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.host.VenueServer;
import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.script.Script;
import io.quotewire.lab.stage.Reaction;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Listing;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue of the simulated market at an address of its own.
 *
 * <p><b>Threads:</b> made, asked for its server and its faults, and closed by any but the loop; the rest is the loop's.
 */
final class SimulatedVenue implements Backstage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedVenue.class);
    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final long NOTICE_US = 3_000_000;
    private static final long BEAT_US = 1_000_000;

    private final Script script;
    private final SimulatedMarket market;
    private final MicroClock clock;
    private final Faults faults;
    private final Audience audience;
    private final SlowWay slow;
    private final ReorderWay reorder;
    private final Way way;
    private final LimitGuard guard;
    private final GapWay gaps;
    private final Telling telling;
    private final VenueFloor floor;
    private final RestDesk desk;
    private final VenueServer server;

    /** Listings by the venue's spelling in streams; empty until the market has begun. */
    private final Map<String, Listing> symbols = new HashMap<>();

    /** Who has been told that it will be closed, and when that is. */
    private final Map<Client, Long> toldToGo = new LinkedHashMap<>();

    private long nextBeatUs;

    SimulatedVenue(
            Script script,
            SimulatedMarket market,
            long seed,
            MicroClock clock,
            Violations violations,
            EventLog log,
            EventLoop loop)
            throws IOException {
        this.script = script;
        this.market = market;
        this.clock = clock;
        this.faults = new Faults(name());
        this.audience = new Audience(name(), log);
        this.slow = new SlowWay(faults, clock, new MuteWay(faults, audience));
        this.reorder = new ReorderWay(faults, slow);
        this.gaps = new GapWay(new GarbageWay(faults, seed, new DuplicateWay(faults, reorder)));
        this.way = new ChecksumWay(faults, gaps);
        this.telling = new Telling(faults);
        this.floor = new VenueFloor(name(), market, faults, telling, log);
        this.desk = new RestDesk(script, floor, faults, violations, clock);
        this.guard = new LimitGuard(script, faults, violations, clock);
        this.server = new VenueServer(this, guard, loop);
        LOG.atInfo()
                .addKeyValue("venue", name())
                .addKeyValue("url", server.wsUrl())
                .log("simulated venue is open");
    }

    private String name() {
        return stage().profile().venue();
    }

    VenueServer server() {
        return server;
    }

    Faults faults() {
        return faults;
    }

    @Override
    public Stage stage() {
        return script.stage();
    }

    /** Something has happened at this venue. */
    void happened(Happening happening) {
        Telling.Told told = telling.of(happening);
        if (told == null) {
            return;
        }
        for (StreamKey stream : script.streams(told.happening())) {
            if (audience.listensTo(stream)) {
                pass(told, Parcel.of(told.happening(), stream, each -> script.frame(each, stream), null));
            }
        }
    }

    private void pass(Telling.Told told, Parcel parcel) {
        way.pass(told.isTrue() ? parcel : parcel.broken(parcel.frame()));
    }

    /** Does what is due, after the market has been told of. */
    void turn(long nowUs) {
        slow.turn(nowUs);
        guard.turn(nowUs);
        desk.turn(nowUs);
        if (nowUs >= nextBeatUs) {
            nextBeatUs = nowUs + BEAT_US;
            beat(nowUs);
        }
        toldToGo.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() <= nowUs;
            if (due) {
                entry.getKey().hangUp(GOING_AWAY, "service upgrade");
            }
            return due;
        });
        audience.flush();
    }

    /** Signs of life, which no fault of data silences. */
    private void beat(long nowUs) {
        for (StreamKey stream : audience.streams()) {
            byte[] frame = script.beat(stream, floor, nowUs);
            if (frame != null) {
                audience.hand(stream, frame);
            }
        }
    }

    @Override
    public void subscribe(Client client, Collection<StreamKey> keys) {
        audience.add(client, keys);
        for (StreamKey key : keys) {
            Listing listing = symbols().get(key.symbol());
            if (listing != null) {
                begin(client, key, listing);
            }
        }
        audience.flush();
    }

    private void begin(Client client, StreamKey key, Listing listing) {
        for (Happening latest : market.latest(listing)) {
            if (script.streams(latest).contains(key)) {
                Telling.Told told = telling.again(latest);
                byte[] frame = told == null ? null : script.first(told.happening(), key);
                if (told != null && frame != null) {
                    pass(told, Parcel.of(told.happening(), key, each -> first(each, key), client));
                }
            }
        }
    }

    private byte[] first(Happening happening, StreamKey key) {
        return Objects.requireNonNull(script.first(happening, key), "what was told first once");
    }

    private Map<String, Listing> symbols() {
        if (symbols.isEmpty()) {
            for (Listing listing : floor.listings(null)) {
                market.latest(listing).stream()
                        .flatMap(happening -> script.streams(happening).stream())
                        .forEach(stream -> symbols.put(stream.symbol(), listing));
            }
        }
        return symbols;
    }

    @Override
    public boolean isAbsent(StreamKey stream) {
        if (stream.symbol().isEmpty() || symbols().isEmpty()) {
            return false;
        }
        Listing listing = symbols().get(stream.symbol());
        return listing == null
                || faults.spoils(Verb.DELIST, listing.instrument())
                || faults.spoils(Verb.REFUSE_ONE, listing.instrument());
    }

    @Override
    public Reaction heard(Reaction reaction) {
        boolean ignored = faults.has(Verb.NO_ACK) && !reaction.begin().isEmpty();
        return ignored ? new Reaction(List.of(), List.of(), List.of()) : reaction;
    }

    @Override
    public long nowUs() {
        return clock.nowUs();
    }

    @Override
    public void unsubscribe(Client client, Collection<StreamKey> keys) {
        audience.remove(client, keys);
    }

    @Override
    public void roomAgain() {
        // The market waits for nobody.
    }

    @Override
    public void rest(String uri, Consumer<HttpAnswer> asker) {
        desk.ask(uri, asker);
    }

    /** Lets it happen. */
    void suffer(Fault fault) {
        if (!fault.verb().momentary()) {
            faults.begin(fault);
        }
        switch (fault.verb()) {
            case KILL -> server.hangUp(GOING_AWAY, "going away");
            case RESET -> server.reset();
            case RATE_LIMIT -> server.hangUp(POLICY, "too many requests");
            case SHUTDOWN_NOTICE -> giveNotice();
            case HEAL -> heal(fault);
            case FLAP -> guard.flap();
            case GAP -> floor.listings(fault.instrument()).forEach(gaps::arm);
            case OUTLIER -> floor.listings(fault.instrument()).forEach(telling::armOutlier);
            case RESET_SEQUENCE -> floor.listings(fault.instrument()).forEach(this::restart);
            case OLD_SNAPSHOT -> floor.keep(floor.listings(fault.instrument()));
            default -> {} // The door and the way look for them.
        }
        LOG.atInfo().addKeyValue("venue", name()).addKeyValue("fault", fault).log("simulated venue changed");
    }

    private void restart(Listing listing) {
        Book book = market.book(listing);
        if (book != null) {
            telling.restart(listing, book.sequence());
        }
    }

    private void giveNotice() {
        long nowUs = clock.nowUs();
        for (Client client : guard.clients()) {
            byte[] notice = script.closingNotice(client.name(), nowUs);
            if (notice != null) {
                client.send(notice);
                client.flush();
            }
            toldToGo.putIfAbsent(client, nowUs + NOTICE_US);
        }
    }

    private void heal(Fault fault) {
        faults.heal(fault.instrument());
        slow.healed(); // First: what it holds is older.
        reorder.healed();
        desk.healed();
        guard.healed();
        audience.flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
