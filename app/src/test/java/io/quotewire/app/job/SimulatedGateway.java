package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.EngineSettings;
import io.quotewire.app.demo.SimulatedVenues;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A simulator, the whole gateway on it, and one client, over real sockets. */
final class SimulatedGateway {
    final Onlooker client;
    private final Simulator simulator;
    private final Node node;
    private final Crowd crowd = new Crowd();
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param simulator which is closed with this
     * @param silence how long nobody is thought silent
     * @param returnAfter how long a venue must be healthy before {@code best} is back at it
     */
    SimulatedGateway(Simulator simulator, Duration silence, Duration returnAfter, String... topics) throws IOException {
        this(simulator, silence, returnAfter, UnaryOperator.identity(), topics);
    }

    /** @param wiring makes of the settings those with which the gateway starts */
    SimulatedGateway(
            Simulator simulator,
            Duration silence,
            Duration returnAfter,
            UnaryOperator<AppConfig> wiring,
            String... topics)
            throws IOException {
        this(simulator, silence, returnAfter, wiring, Wiring::simulated, topics);
    }

    /** One as it is on a machine with a single processor. */
    static SimulatedGateway withOneProcessor(
            Simulator simulator, Duration silence, Duration returnAfter, String... topics) throws IOException {
        return new SimulatedGateway(
                simulator,
                silence,
                returnAfter,
                UnaryOperator.identity(),
                settings -> Wiring.simulated(settings, 1),
                topics);
    }

    private SimulatedGateway(
            Simulator simulator,
            Duration silence,
            Duration returnAfter,
            UnaryOperator<AppConfig> wiring,
            Function<AppConfig, Node> build,
            String... topics)
            throws IOException {
        this.simulator = simulator;
        AppConfig base = AppConfig.DEFAULT.onPort(0);
        EngineSettings engine = base.engine();
        AppConfig config = base.with(new EngineSettings(
                engine.shards(),
                silence,
                returnAfter,
                engine.mailbox(),
                engine.listings(),
                engine.candles(),
                engine.candleGrace(),
                engine.indexVenues(),
                engine.outlierPercent(),
                engine.maxRateAge()));
        AppConfig settings = wiring.apply(SimulatedVenues.settings(config, simulator));
        // The log that all is held against is of the venues.
        node = build.apply(settings.with(settings.fx(), settings.coingecko().off()));
        node.start();
        client = new Onlooker(simulator.log());
        crowd.join(at("ws", "/v1/ws"), client, topics);
    }

    /** One more client. */
    void join(Follower follower, String... topics) {
        crowd.join(at("ws", "/v1/ws"), follower, topics);
    }

    /** One that speaks a dialect. */
    OlderClient older(String path) {
        return new OlderClient(http, at("ws", path));
    }

    private URI at(String scheme, String path) {
        return URI.create("%s://127.0.0.1:%d%s"
                .formatted(scheme, node.addresses().getFirst().getPort(), path));
    }

    void harm(String venue, Verb verb, @Nullable Instrument instrument) {
        simulator.fault(new Fault(venue, verb, instrument));
    }

    void harm(String venue, Verb verb) {
        harm(venue, verb, null);
    }

    /** Has every connection to a venue replaced. */
    void rotate() {
        node.rotate("a test");
    }

    void heal(String... venues) {
        for (String venue : venues) {
            harm(venue, Verb.HEAL);
        }
    }

    /** Waits until it is so, and says where the topics are if it does not become so. */
    void await(String what, BooleanSupplier condition, String... topics) {
        assertThat(crowd.await(_ -> condition.getAsBoolean()))
                .as(() -> what + ", but it is " + crowd.places(topics))
                .isTrue();
    }

    void awaitLive(String venue, String... topics) {
        await("live at " + venue, () -> List.of(topics).stream().allMatch(topic -> client.isAt(topic, venue)), topics);
    }

    /** Waits for a message of each topic with this status, also if it has another by now. */
    void awaitHeard(Status status, String... topics) {
        await(
                status.text() + " at some time",
                () -> List.of(topics).stream().allMatch(topic -> client.heard(topic, status) > 0),
                topics);
    }

    SourceReport source(String venue) {
        return node.sources().stream()
                .filter(report -> report.source().equals(venue))
                .findFirst()
                .orElseThrow();
    }

    /** The body of an answer. */
    String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(at("http", path)).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    /** The sum of what {@code /metrics} has of a metric, of those that bear a label's value. */
    long metric(String name, String label) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("\"" + label + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Nothing was invented, doubled, lost or broken off on the way, and no venue was asked too much. */
    void assertSound() {
        assertThat(client.complaints()).isEmpty();
        assertThat(client.findings()).isEmpty();
        assertThat(simulator.violations()).isEmpty();
    }

    void close() throws InterruptedException {
        crowd.close();
        http.close();
        node.stop();
        simulator.close();
    }
}
