package io.quotewire.gateway.session;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quotewire.gateway.auth.AccountSeats;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.CrankedFanout;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.fanout.LazyChannel;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.rest.FakeMarket;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Side;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Everything around sessions, on the test's thread. */
final class World {
    static final long START_US = 1_732_115_000_000_000L;

    long nowUs = START_US;
    int catalogReads;
    final SessionTally tally = new SessionTally();
    final List<String> demanded = new ArrayList<>();
    final CrankedFanout cranked = new CrankedFanout(1, FanoutConfig.DEFAULT, () -> nowUs);
    final SessionGroup group;
    final DemandLedger ledger;
    final House house;

    private final Map<Topic, Long> seqs = new HashMap<>();
    private final List<ListingInfo> listings = new ArrayList<>();
    private Catalog catalog;
    private boolean broken;
    private boolean simulated;

    World() {
        this(SessionConfig.DEFAULT);
    }

    World(SessionConfig config) {
        Stream.of("BTC-USDT", "ETH-USDT").forEach(name -> {
            listings.add(info("okx", name, true));
            listings.add(info("binance", name, true));
        });
        listings.add(info("okx", "FOO-USDT", false));
        catalog = new Catalog(listings);
        Demand demand = new Demand() {
            @Override
            public void wanted(Listing listing, Part part) {
                demanded.add("+" + listing + told(part));
            }

            @Override
            public void unwanted(Listing listing, Part part) {
                demanded.add("-" + listing + told(part));
            }
        };
        ledger = new DemandLedger(demand, config.linger());
        NearTopics near = new NearTopics(directory(), () -> nowUs);
        house = new House(
                config,
                cranked.fanout(),
                new Recovery(cranked.fanout()),
                directory(),
                near,
                ledger,
                tally,
                Gatekeeper.none(),
                new AccountSeats(),
                () -> nowUs);
        group = new SessionGroup(cranked.fanout().lanes().getFirst(), house, new SplittableRandom(1));
    }

    /** A client whose handshake is done. */
    final class Client {
        final LazyChannel socket = new LazyChannel();

        private Client() {
            socket.pipeline().addLast(new Session(group, house, false, Principal.ANYBODY));
        }

        /** Sends a command, with {@code '} for each quote. */
        Client send(String command) {
            socket.writeInbound(new TextWebSocketFrame(command.replace('\'', '"')));
            return this;
        }

        /** All that came since the last call, with {@code '} for each quote. */
        List<String> received() {
            return socket.received().stream()
                    .map(text -> text.replace('"', '\''))
                    .toList();
        }

        /** The same after the welcome is read away. */
        Client welcomed() {
            received();
            return this;
        }
    }

    Client client() {
        return new Client();
    }

    void activate(String venue, String instrument) {
        listings.removeIf(info -> info.listing().equals(listing(venue, instrument)));
        listings.add(info(venue, instrument, true));
        catalog = new Catalog(listings);
    }

    /** From now on the directory throws: a fault of ours in a session's code. */
    void breakDirectory() {
        broken = true;
    }

    void repairDirectory() {
        broken = false;
    }

    void simulate() {
        simulated = true;
    }

    void crank() {
        cranked.crank(nowUs);
    }

    /** So many seconds with a tick each. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowUs += TimeUnit.SECONDS.toMicros(1);
            crank();
            cranked.tick(nowUs);
            crank();
        }
    }

    void quote(String topic, String bid) {
        Head head = next(Topic.parse(topic), 1);
        cranked.broadcaster().on(new Update.Value(head, false, new QuoteData(Decimal.parse(bid), null, null, null)));
    }

    void trade(String topic) {
        Head head = next(Topic.parse(topic), 1);
        Update.TradeItem item = new Update.TradeItem(
                head.seq(), "t", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), nowUs, false, false);
        cranked.broadcaster().on(new Update.Trades(head, head.seq() - 1, List.of(item)));
    }

    static SessionConfig config(int commandsPerS, int topics, int perLane) {
        SessionConfig base = SessionConfig.DEFAULT;
        return new SessionConfig(
                "edge-2",
                base.messageBytes(),
                base.fragments(),
                base.unfinishedWithin(),
                commandsPerS,
                topics,
                base.authWithin(),
                base.heartbeat(),
                base.pingEvery(),
                base.pongWithin(),
                perLane,
                Duration.ofSeconds(60),
                true);
    }

    private Directory directory() {
        return new Directory() {
            @Override
            public Catalog catalog() {
                if (broken) {
                    throw new IllegalStateException("broken by the test");
                }
                catalogReads++;
                return catalog;
            }

            @Override
            public List<SourceReport> sources() {
                return List.of(FakeMarket.report("okx", SourceReport.State.LIVE, simulated));
            }
        };
    }

    private Head next(Topic topic, int count) {
        long seq = seqs.merge(topic, (long) count, Long::sum);
        return new Head(topic, CrankedFanout.EPOCH, seq, nowUs, nowUs, topic.source(), Status.LIVE, false);
    }

    private static String told(Demand.Part part) {
        return part == Demand.Part.BOOK ? " book" : "";
    }

    private static ListingInfo info(String venue, String instrument, boolean active) {
        return new ListingInfo(listing(venue, instrument), instrument, null, null, true, active);
    }

    private static Listing listing(String venue, String instrument) {
        return new Listing(venue, Instrument.parse(instrument));
    }
}
