package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.dialect.Dialect;
import io.quotewire.gateway.dialect.DialectConfig;
import io.quotewire.gateway.dialect.Dialects;
import io.quotewire.gateway.dialect.Place;
import io.quotewire.gateway.session.SessionConfig;
import io.quotewire.model.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What holds for every place of every dialect, through the whole gateway. A new dialect joins by its line in the registry, and
 * by an example for each variable of its addresses here.
 */
class DialectContractTest {
    private static final List<Dialect> DIALECTS = Dialects.all(DialectConfig.DEFAULT);

    /** What stands for a variable; prices that are told there are those of BTC-USDT. */
    private static final Map<String, String> EXAMPLES = Map.of("BASE-QUOTE", "BTC-USDT");

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final Path PAGE = Path.of("..", "docs", "dialects.md");
    private static final String MASK = "00000000";

    /** More than ten seconds' worth of whoever may send most. */
    private static final int FAR_TOO_MANY = 20_000;

    static final List<String> ADDRESSES = DIALECTS.stream()
            .flatMap(dialect -> dialect.places().stream())
            .map(DialectContractTest::example)
            .toList();

    private TickerGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TickerGateway();
        for (String pair : List.of("BTC-USDT", "ETH-USDT", "XRP-USDT")) {
            gateway.price(pair, "97110.1");
        }
    }

    /** Whatever was done to it, it had no fault of its own. */
    @AfterEach
    void close() throws Exception {
        assertThat(gateway.metric("quotewire_gateway_session_faults_total")).isZero();
        gateway.close();
    }

    private static String example(Place place) {
        return VARIABLE.matcher(place.template()).replaceAll(variable -> {
            String example = EXAMPLES.get(variable.group(1));
            assertThat(example).as("an example for " + variable.group()).isNotNull();
            return Matcher.quoteReplacement(example);
        });
    }

    @Test
    void dialects_all_haveNamesAndAddressesOfTheirOwn() {
        List<String> names = DIALECTS.stream().map(Dialect::name).toList();
        List<String> templates = DIALECTS.stream()
                .flatMap(dialect -> dialect.places().stream())
                .map(Place::template)
                .toList();

        assertThat(names).hasSizeGreaterThan(1).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(templates).doesNotHaveDuplicates().allMatch(template -> template.startsWith("/"));
    }

    /** Two equal addresses would not even start; one that has a variable takes none from those that have their own. */
    @Test
    void addresses_ofTheGatewayItself_areAnsweredAsEver() throws Exception {
        for (String target : List.of("/", "/live", "/health", "/metrics", "/quotewire.js", "/v1/sources")) {
            assertThat(gateway.get(target).statusCode()).as(target).isEqualTo(200);
        }
        HttpResponse<String> nothing = gateway.get("/nothing");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void page_inDocs_hasASectionForEachAndNamesItsAddresses() throws IOException {
        String page = Files.readString(PAGE);

        for (Dialect dialect : DIALECTS) {
            assertThat(page).contains("\n## `" + dialect.name() + "`");
            dialect.places().forEach(place -> assertThat(page).contains("`" + place.template() + "`"));
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void handshake_agreesOnNothingThatIsNativeAlone(String address) throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt(
                    address, "Sec-WebSocket-Protocol: quotewire.v1", "Sec-WebSocket-Extensions: permessage-deflate"));
            assertThat(peer.readHead())
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContain("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void handshake_ofAForeignPage_isRefused(String address) throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt(address, "Origin: https://elsewhere.example"));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void handshake_thatIsNone_isRefused(String address) throws IOException {
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt(address).replace("-Key: dGhl", "-Key: "));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 400 ");
        }
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt(address).replace("Version: 13", "Version: 8"));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 426 ");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void plainGet_isAnsweredOrToldThatAnUpgradeIsRequired(String address) throws Exception {
        assertThat(gateway.get(address).statusCode()).isIn(200, 426);
        assertThat(gateway.get(address + "/nonsense").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void ping_isAnswered_andACloseToo(String address) throws IOException {
        try (Peer peer = gateway.connect().upgradedAt(address)) {
            peer.sendHex("8982" + MASK + "6869");
            heardUntil(peer, "#10");
            peer.sendHex("8882" + MASK + "03e8");
            assertThat(peer.rest()).endsWith("#close 1000", "#end");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void messages_ofAnyContent_endNobody(String address) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        try (Peer peer = gateway.connect().upgradedAt(address)) {
            peer.send(Peer.frame(0x82, "\0\u0001\u007f"))
                    .send(Peer.frame(0x81, "{\"op\":\"subscribe\",\"topics\":[\"*\"]}"))
                    .send(Peer.frame(0x81, "x".repeat(65_535)))
                    .send(Peer.frame(0x01, "in "))
                    .send(Peer.frame(0x00, ""))
                    .send(Peer.frame(0x80, "pieces"));
            for (int i = 0; i < 10; i++) {
                StringBuilder text = new StringBuilder();
                random.ints(random.nextInt(200), 0, 0x80).forEach(c -> text.append((char) c));
                peer.send(Peer.frame(random.nextBoolean() ? 0x81 : 0x82, text.toString()));
            }
            peer.sendHex("8980" + MASK);
            heardUntil(peer, "#10");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void violation_ofEachLimit_closesWithItsCode(String address) throws IOException {
        Map<String, String> violations = Map.of(
                "8182" + MASK + "c328",
                "1007",
                "8381" + MASK + "61",
                "1002",
                "8101 61",
                "1002",
                "c181" + MASK + "61",
                "1002",
                "81ff 0000000000010001" + MASK,
                "1009",
                "0180" + MASK + ("0080" + MASK).repeat(64),
                "1009",
                ("8980" + MASK).repeat(FAR_TOO_MANY),
                "4010");
        for (Map.Entry<String, String> violation : violations.entrySet()) {
            try (Peer peer = gateway.connect().upgradedAt(address)) {
                peer.sendHex(violation.getKey());
                assertThat(peer.rest()).endsWith("#close " + violation.getValue(), "#end");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void messages_farTooMany_closeWith4010(String address) throws IOException {
        try (Peer peer = gateway.connect().upgradedAt(address)) {
            for (int i = 0; i < FAR_TOO_MANY; i++) {
                peer.sendText("x");
            }
            assertThat(peer.rest()).endsWith("#close 4010", "#end").hasSizeLessThan(FAR_TOO_MANY);
        }
    }

    /** One that never reads and one that never stops, beside one who follows by the native protocol. */
    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void clients_thatMisbehave_costANativeOneNothing(String address) throws IOException {
        try (Peer deaf = gateway.connect().upgradedAt(address);
                Peer loud = gateway.connect().upgradedAt(address);
                Peer follower = gateway.connect().upgraded()) {
            follower.sendText("{\"op\":\"subscribe\",\"topics\":[\"ticker:best:BTC-USDT\"]}");
            assertThat(follower.next()).contains("\"op\":\"subscribed\"");
            assertThat(follower.next()).contains("\"type\":\"snapshot\"");
            for (int i = 0; i < 500; i++) {
                deaf.sendText("x".repeat(100));
                loud.send(Peer.frame(0x82, "x"));
                gateway.price("BTC-USDT", Integer.toString(100_000 + i));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(follower.next()).contains("\"last\":\"" + (100_000 + i) + "\"");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void price_thatIsStale_isNeverToldAsFresh(String address) throws IOException {
        long nowUs = TickerGateway.CLOCK.nowUs();
        gateway.tell("BTC-USDT", "86999.7", Status.STALE, nowUs, nowUs);
        try (Peer peer = gateway.connect().upgradedAt(address)) {
            peer.sendText("x").sendHex("8980" + MASK);
            List<String> heard = heardUntil(peer, "#10");
            gateway.tell("BTC-USDT", "86999.8", Status.STALE, nowUs, nowUs);
            gateway.price("BTC-USDT", "97110.3");
            peer.sendText("x");
            heard.addAll(heardUntil(peer, ".*97110\\.3.*"));

            assertThat(heard)
                    .filteredOn(text -> text.contains("86999."))
                    .allMatch(text -> text.contains("\"stale\": {\"BTC-USDT\": {\"last\": \"86999."));
            assertThat(heard).noneMatch(text -> text.contains("\"BTC-USDT\": \"86999."));
            assertThat(heard.getLast()).doesNotContain("stale");
        }
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void drain_closesWith1012AndNoOtherWord(String address) throws Exception {
        FutureTask<Integer> drain = new FutureTask<>(() -> gateway.drain(Duration.ofSeconds(20)));
        try (Peer peer = gateway.connect().upgradedAt(address)) {
            peer.sendHex("8980" + MASK);
            heardUntil(peer, "#10");
            Thread.startVirtualThread(drain);
            List<String> last = peer.rest();

            assertThat(last).endsWith("#close 1012", "#end");
            assertThat(last).noneMatch(text -> text.contains("goodbye"));
        }
        assertThat(drain.get(30, TimeUnit.SECONDS)).isZero();
        gateway.close();
        gateway = new TickerGateway();
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void source_thatIsSimulated_isMarkedInHandshakeAndAnswer(String address) throws Exception {
        gateway.close();
        gateway = new TickerGateway(SessionConfig.DEFAULT, true);
        try (Peer peer = gateway.connect()) {
            peer.send(Peer.handshakeAt(address));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ").contains("X-Quotewire-Simulated: true");
        }
        assertThat(gateway.get(address).headers().firstValue("X-Quotewire-Simulated"))
                .hasValue("true");
    }

    /** Everything up to the first message that looks like this. */
    private static List<String> heardUntil(Peer peer, String form) throws IOException {
        List<String> heard = new ArrayList<>();
        do {
            heard.add(peer.next());
        } while (!heard.getLast().matches(form));
        return heard;
    }
}
