package io.quotewire.gateway.session;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.quotewire.gateway.auth.AccountSeats;
import io.quotewire.gateway.auth.Ended;
import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Outlook;
import io.quotewire.gateway.dialect.Place;
import io.quotewire.gateway.dialect.Talk;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.fanout.Lane;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.model.Check;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The door to native sessions, to event streams and to sessions in a dialect.
 *
 * <p>The pipeline of a channel whose handshake is done: TLS if any, a frame decoder made with {@link #decoderConfig}, then
 * the handler of {@link #handlerFor} as the last. There may be a frame encoder; finished frames pass it as buffers. There
 * must be no handler that joins fragments, answers pings or closes, or checks UTF-8: a session does that within its own
 * limits, and the close codes of {@code docs/protocol.md} depend on it.
 *
 * <p><b>Threads:</b> any.
 */
public final class Sessions implements Metric.Source {
    private final SessionTally tally = new SessionTally();
    private final List<SessionGroup> groups = new ArrayList<>();
    private final House house;
    private final Fanout fanout;
    private final WebSocketDecoderConfig plain;
    private final WebSocketDecoderConfig compressed;

    /**
     * What sessions need to know of the world.
     *
     * @param near for topics that do not exist
     * @param demand told of listings beyond the configured ones
     * @param gate knows who clients are
     * @param seed of the random numbers that spread clients in time and name connections
     */
    public record Market(
            Directory directory, NearTopics near, Demand demand, Gatekeeper gate, MicroClock clock, long seed) {}

    /** To be made before {@link Fanout#start}. */
    public Sessions(Fanout fanout, SessionConfig config, Market market) {
        DemandLedger demands = new DemandLedger(market.demand(), config.linger());
        this.fanout = fanout;
        this.plain = decoderConfig(config.messageBytes(), false);
        this.compressed = decoderConfig(config.messageBytes(), true);
        this.house = new House(
                config,
                fanout,
                new Recovery(fanout),
                market.directory(),
                market.near(),
                demands,
                tally,
                market.gate(),
                new AccountSeats(),
                market.clock());
        SplittableRandom random = new SplittableRandom(market.seed());
        for (Lane lane : fanout.lanes()) {
            groups.add(new SessionGroup(lane, house, random.split()));
        }
    }

    /** Whether compression may be agreed on. */
    public boolean compresses() {
        return house.config().compression();
    }

    /**
     * How the frame decoder before a session is to be made.
     *
     * @param compresses whether compression was agreed on: then the session looks at the reserved bits itself
     */
    public WebSocketDecoderConfig decoderConfig(boolean compresses) {
        return compresses ? compressed : plain;
    }

    static WebSocketDecoderConfig decoderConfig(int messageBytes, boolean compressed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(messageBytes)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(compressed)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /**
     * A new session for one channel of {@code loop}; the welcome is sent when it is added to the pipeline.
     *
     * @param compressed whether compression was agreed on
     * @param who as far as the handshake told
     * @throws IllegalArgumentException if the loop has no lane
     */
    public ChannelHandler handlerFor(EventLoop loop, boolean compressed, Principal who) {
        return new Session(group(loop), house, compressed, who);
    }

    /**
     * What a client of an event stream asks for, if it can be had.
     *
     * @param topics names with commas between them
     * @param rateMs one of the rates of the protocol
     * @param lastEventId where the client stands as it was told, null where it begins
     * @param longestId most characters that the client may be given to remember, at least 16
     * @throws BadCommand with the name of a topic where that is unknown
     */
    public StreamOrder order(Principal who, String topics, int rateMs, @Nullable String lastEventId, int longestId)
            throws BadCommand {
        return new OrderReader(
                        house.directory().catalog(), house.config().topics(), who.entitlement(), rateMs, lastEventId)
                .read(topics, longestId);
    }

    /**
     * A new event stream for one channel of {@code loop}, whose head is written; it begins when it is added to the pipeline.
     *
     * @throws IllegalArgumentException if the loop has no lane
     */
    public ChannelHandler streamFor(EventLoop loop, StreamOrder order, Principal who) {
        return new EventStream(group(loop), house, order, who);
    }

    /** Whether the account may have one connection more; another may take it first. */
    public boolean hasRoom(Principal who) {
        return house.seats().hasRoom(who);
    }

    /** What dialects may tell somebody of the world. */
    public Outlook outlook(Principal who) {
        return new HouseOutlook(house, who.entitlement());
    }

    /** The encoding of all connections at one place of a dialect; to be made once for each. */
    public Encoding words(Place place) {
        return Encoding.of(new Words(house, place));
    }

    /**
     * A new session in a dialect for one channel of {@code loop}; it begins when it is added to the pipeline.
     *
     * @param words of the place
     * @throws IllegalArgumentException if the loop has no lane
     */
    public ChannelHandler dialectFor(EventLoop loop, Talk talk, Encoding words, Principal who) {
        return new DialectSession(group(loop), house, talk, words, who);
    }

    private SessionGroup group(EventLoop loop) {
        return groups.get(fanout.lane(loop).index());
    }

    /**
     * Wants what feeds a topic as a client does that comes and goes at once: it flows for as long as demand lingers.
     *
     * @param topic that exists
     */
    public void glanceAt(Topic topic) {
        new HouseOutlook(house, Entitlement.EVERYTHING).glanceAt(topic);
    }

    /** Ends connections that came by what has ended; each lane does so as soon as it can. */
    public void end(Ended ended) {
        groups.forEach(group -> group.lane().execute(() -> group.end(ended)));
    }

    /**
     * Says goodbye to everybody and refuses newcomers with 1012. The times at which clients are asked to return are
     * spread over {@code spread}.
     *
     * @param spread 0 to 10 minutes
     * @return complete once the last session has ended
     */
    public CompletionStage<Void> drain(Duration spread) {
        Check.range("drain (ms)", spread.toMillis(), 0, 600_000);
        for (SessionGroup group : groups) {
            group.lane().execute(() -> group.drain(spread.toMillis()));
        }
        return CompletableFuture.allOf(
                groups.stream().map(SessionGroup::drained).toArray(CompletableFuture[]::new));
    }

    @Override
    public List<Metric.Reading> read() {
        return tally.read();
    }
}
