package io.quotewire.lab.simulate;

import io.netty.channel.EventLoop;
import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.host.Backstage;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.host.VenueServer;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.script.Answer;
import io.quotewire.lab.script.Script;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    private static final long STALE_US = 60_000_000;
    private static final long NOTICE_US = 3_000_000;

    private final Script script;
    private final SimulatedMarket market;
    private final MicroClock clock;
    private final Violations violations;
    private final Faults faults;
    private final Audience audience;
    private final SlowWay slow;
    private final ReorderWay reorder;
    private final Way way;
    private final LimitGuard guard;
    private final Meter weight;
    private final VenueServer server;

    /** What a new subscriber is told at once. */
    private final Map<StreamKey, Happening> latest = new HashMap<>();

    /** Who has been told that it will be closed, and when that is. */
    private final Map<Client, Long> toldToGo = new LinkedHashMap<>();

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
        this.violations = violations;
        this.faults = new Faults(name());
        this.audience = new Audience(name(), log);
        this.slow = new SlowWay(faults, clock, new MuteWay(faults, audience));
        this.reorder = new ReorderWay(faults, slow);
        this.way = new GarbageWay(faults, script, seed, new DuplicateWay(faults, reorder));
        this.guard = new LimitGuard(name(), script.limits(), faults, violations, clock);
        this.weight = new Meter(script.limits().weight());
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
        StreamKey stream = script.key(happening);
        if (script.tellsLatest()) {
            latest.put(stream, happening);
        }
        if (audience.listensTo(stream)) {
            tell(happening, stream, null);
        }
    }

    private void tell(Happening happening, StreamKey stream, @Nullable Client only) {
        boolean stale = faults.spoils(Verb.STALE, happening.listing().instrument());
        Happening told = stale ? happening.at(happening.tsUs() - STALE_US) : happening;
        way.pass(Parcel.of(told, stream, script.frame(told), only));
    }

    /** Does what is due, after the market has been told of. */
    void turn(long nowUs) {
        slow.turn(nowUs);
        guard.turn(nowUs);
        toldToGo.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() <= nowUs;
            if (due) {
                entry.getKey().hangUp(GOING_AWAY, "service upgrade");
            }
            return due;
        });
        audience.flush();
    }

    @Override
    public void subscribe(Client client, Collection<StreamKey> keys) {
        audience.add(client, keys);
        for (StreamKey key : keys) {
            Happening happening = latest.get(key);
            if (happening != null) {
                tell(happening, key, client);
            }
        }
        audience.flush();
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
    public HttpAnswer rest(String uri) {
        if (faults.has(Verb.RATE_LIMIT)) {
            return TooMany.asked();
        }
        long nowUs = clock.nowUs();
        Answer answer = script.answer(uri, market, nowUs);
        if (answer == null) {
            return HttpAnswer.text(404, "this simulated venue has no answer to this");
        }
        if (!weight.take(answer.weight(), nowUs)) {
            violations.add(name(), "weight", "REST requests of a weight of more than " + weight);
            return TooMany.retryIn(weight.emptyInS(nowUs));
        }
        return HttpAnswer.json(answer.status(), answer.body()).with(weightUsed(nowUs));
    }

    private Map<String, String> weightUsed(long nowUs) {
        String header = script.weightHeader();
        return header == null ? Map.of() : Map.of(header, Integer.toString(weight.used(nowUs)));
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
            default -> {} // The door and the way look for them.
        }
        LOG.atInfo().addKeyValue("venue", name()).addKeyValue("fault", fault).log("simulated venue changed");
    }

    private void giveNotice() {
        long nowUs = clock.nowUs();
        for (Client client : guard.clients()) {
            client.send(script.closingNotice(client.name(), nowUs));
            client.flush();
            toldToGo.putIfAbsent(client, nowUs + NOTICE_US);
        }
    }

    private void heal(Fault fault) {
        faults.heal(fault.instrument());
        slow.healed(); // First: what it holds is older.
        reorder.healed();
        audience.flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
