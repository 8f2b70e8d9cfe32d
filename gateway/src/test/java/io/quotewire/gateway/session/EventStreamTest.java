package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.CrankedFanout;
import io.quotewire.gateway.fanout.LazyChannel;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Event streams on the test's thread: when what is told, and what becomes of a position. */
class EventStreamTest {
    private static final int LONGEST = 8 << 10;
    private static final String TRADE = "trade:okx:BTC-USDT";
    private static final String QUOTE = "quote:okx:BTC-USDT";

    private final World world = new World();

    private LazyChannel stream(String topics) throws BadCommand {
        return stream(topics, null, LONGEST);
    }

    private LazyChannel stream(String topics, @Nullable String lastEventId, int longest) throws BadCommand {
        LazyChannel socket = new LazyChannel();
        StreamOrder order = new OrderReader(
                        world.house.directory().catalog(),
                        world.house.config().topics(),
                        Entitlement.EVERYTHING,
                        0,
                        lastEventId)
                .read(topics, longest);
        socket.pipeline().addLast(new EventStream(world.group, world.house, order, Principal.ANYBODY));
        world.crank();
        world.crank();
        return socket;
    }

    private static List<String> positions(List<String> received) {
        return received.stream()
                .filter(text -> text.startsWith("#event: position"))
                .toList();
    }

    private static String id(List<String> received) {
        return positions(received).getLast().lines().toList().get(1).substring("id: ".length());
    }

    @Test
    void position_isToldAtOnceAndThenAtMostOnceASecondWhenItMoved() throws BadCommand {
        LazyChannel socket = stream(TRADE);
        List<String> first = socket.received();
        assertThat(first).hasSize(4);
        assertThat(first.get(0)).startsWith("#retry: ");
        assertThat(first.get(1)).startsWith("{\"op\":\"subscribed\"");
        assertThat(first.get(2)).startsWith("{\"type\":\"snapshot\"");
        assertThat(first.get(3)).startsWith("#event: position\nid: ").endsWith("\ndata: {}");

        world.trade(TRADE);
        world.crank();
        world.cranked.tick(world.nowUs);
        assertThat(positions(socket.received())).isEmpty();

        List<String> later = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 10; i++) {
                world.trade(TRADE);
                world.crank();
            }
            world.pass(1);
            later.addAll(socket.received());
        }
        assertThat(positions(later)).hasSize(5).doesNotHaveDuplicates();
        world.pass(5);
        assertThat(positions(socket.received())).isEmpty();
    }

    @Test
    void position_isNotToldWhileAnyFirstMessageIsOnItsWay() throws BadCommand {
        LazyChannel socket = new LazyChannel();
        StreamOrder order = new OrderReader(world.house.directory().catalog(), 500, Entitlement.EVERYTHING, 0, null)
                .read(TRADE + ",trade:okx:ETH-USDT", LONGEST);
        socket.pipeline().addLast(new EventStream(world.group, world.house, order, Principal.ANYBODY));
        world.cranked.tick(world.nowUs);

        assertThat(socket.received()).hasSize(2);
        world.crank();
        assertThat(positions(socket.received())).hasSize(1);
    }

    @Test
    void comment_comesEveryFifteenSeconds() throws BadCommand {
        LazyChannel socket = stream(QUOTE);
        socket.received();
        world.pass(14);
        assertThat(socket.received()).noneMatch(text -> text.startsWith("#: "));
        world.pass(1);
        assertThat(socket.received()).contains("#: " + world.nowUs);
        world.pass(30);
        assertThat(socket.received()).filteredOn(text -> text.startsWith("#: ")).hasSize(2);
    }

    @Test
    void socketWithoutRoom_isToldNeitherPositionNorComment() throws BadCommand {
        LazyChannel socket = stream(TRADE);
        socket.received();
        socket.setRoom(false);
        world.trade(TRADE);
        world.pass(20);
        assertThat(socket.received()).isEmpty();

        socket.setRoom(true);
        world.pass(1);
        List<String> told = socket.received();
        assertThat(told.getFirst()).contains("\"type\":\"gap\"", "\"why\":\"slow_client\"");
        assertThat(positions(told)).hasSize(1);
    }

    @Test
    void goodbye_withoutRoom_leavesThePositionThatWasTold() throws BadCommand {
        world.trade(TRADE);
        LazyChannel socket = stream(TRADE);
        socket.received();
        socket.setRoom(false);
        Epoch next = new Epoch(CrankedFanout.EPOCH.value() + 1);
        Head head = new Head(Topic.parse(TRADE), next, 1, 1, 1, "okx", Status.LIVE, false);
        TradeItem item = new TradeItem(1, "t", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), 1, false, false);
        world.cranked.broadcaster().on(new Update.Trades(head, 0, List.of(item)));
        world.crank();
        world.group.drain(0);

        assertThat(positions(socket.received())).isEmpty();
    }

    @Test
    void drain_tellsAndEndsAndCounts() throws BadCommand {
        LazyChannel socket = stream(TRADE);
        world.trade(TRADE);
        world.crank();
        socket.received();
        world.group.drain(0);

        List<String> last = socket.received();
        assertThat(positions(last)).hasSize(1);
        assertThat(last.get(1)).startsWith("#retry: 0\ndata: {\"op\":\"goodbye\"");
        assertThat(last.get(2)).isEqualTo("#: 1012 drain");
        assertThat(socket.isOpen()).isFalse();
        assertThat(world.group.drained()).isCompleted();
        assertThat(world.ledger.size()).isPositive();
        world.pass(61);
        assertThat(world.ledger.size()).isZero();
        assertThat(world.cranked.topics()).isZero();
    }

    @Test
    void newcomer_toAFullOrADrainingLane_isToldSo() throws BadCommand {
        World small = new World(World.config(20, 500, 1));
        StreamOrder order = new OrderReader(small.house.directory().catalog(), 500, Entitlement.EVERYTHING, 0, null)
                .read(QUOTE, LONGEST);
        small.client();
        LazyChannel second = new LazyChannel();
        second.pipeline().addLast(new EventStream(small.group, small.house, order, Principal.ANYBODY));
        assertThat(second.received()).containsExactly("#: 1013 overload");

        small.group.drain(5);
        LazyChannel third = new LazyChannel();
        third.pipeline().addLast(new EventStream(small.group, small.house, order, Principal.ANYBODY));
        assertThat(third.received()).hasSize(2).first().asString().startsWith("#retry: ");
        assertThat(third.isOpen()).isFalse();
    }

    @Test
    void listing_thatAppears_isInAWildcardsStream() throws BadCommand {
        LazyChannel socket = stream("trade:okx:*");
        socket.received();
        world.activate("okx", "FOO-USDT");
        world.pass(2);

        List<String> told = socket.received();
        assertThat(told.getFirst()).contains("\"type\":\"snapshot\"", "trade:okx:FOO-USDT");
        assertThat(positions(told)).hasSize(1);
    }

    @Test
    void fault_ofOurs_endsThisStreamAlone() throws BadCommand {
        LazyChannel socket = stream("trade:okx:*");
        LazyChannel other = stream(QUOTE);
        socket.received();
        socket.pipeline().fireExceptionCaught(new IllegalStateException("by the test"));

        assertThat(socket.received()).containsExactly("#: 1011 internal");
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void position_handedBack_isWhereTheTopicsGoOn() throws BadCommand {
        world.trade(TRADE);
        world.trade(TRADE);
        String id = id(stream(TRADE + "," + QUOTE + ",trade:okx:ETH-USDT").received());
        world.trade("trade:okx:ETH-USDT");

        List<String> told =
                stream(QUOTE + ",trade:okx:ETH-USDT," + TRADE, id, LONGEST).received();
        assertThat(told.get(1))
                .contains("\"topic\":\"" + TRADE + "\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"full\"", "\"from\":3");
        assertThat(told)
                .filteredOn(text -> text.contains("ETH-USDT") && text.startsWith("{\"type\""))
                .isNotEmpty()
                .noneMatch(text -> text.contains("snapshot"));
        assertThat(told)
                .filteredOn(text -> text.contains(QUOTE) && text.startsWith("{\"type\""))
                .singleElement()
                .asString()
                .contains("snapshot");
    }

    @Test
    void position_withoutATopicThatIsNew_letsItBegin() throws BadCommand {
        String id = id(stream(TRADE).received());

        assertThat(stream(TRADE + ",trade:okx:ETH-USDT", id, LONGEST).received())
                .filteredOn(text -> text.contains("ETH-USDT") && text.startsWith("{\"type\""))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"snapshot\"");
    }

    @Test
    void position_cutAnywhereOrWithAnyCharacterChanged_isTakenForNone() throws BadCommand {
        world.trade(TRADE);
        String id = id(stream(TRADE).received());
        List<String> wrong = new ArrayList<>(List.of("!", "====", "é", id + id, id + "A"));
        for (int i = 1; i < id.length(); i++) {
            wrong.add(id.substring(0, i));
            char other = id.charAt(i) == 'A' ? 'B' : 'A';
            wrong.add(id.substring(0, i) + other + id.substring(i + 1));
        }
        for (String each : wrong) {
            if (isSame(each, id)) {
                continue; // The last character of Base64 has bits to spare.
            }
            assertThat(stream(TRADE, each, LONGEST).received().get(2))
                    .as(each)
                    .startsWith("{\"type\":\"gap\"")
                    .contains("\"from\":null,\"to\":1,", "\"why\":\"epoch\"");
        }
    }

    private static boolean isSame(String each, String id) {
        try {
            return Arrays.equals(
                    Base64.getUrlDecoder().decode(each), Base64.getUrlDecoder().decode(id));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void position_thatWouldBeTooLong_leavesOutTopicsAndSaysSo() throws BadCommand {
        String both = TRADE + ",trade:okx:ETH-USDT";
        String id = id(stream(both, null, 56).received());
        assertThat(id).hasSizeLessThanOrEqualTo(56);

        List<String> told = stream(both, id, 56).received();
        assertThat(told.get(1))
                .contains("\"topic\":\"" + TRADE + "\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"full\"");
        assertThat(told)
                .filteredOn(text -> text.contains("ETH-USDT") && text.startsWith("{\"type\""))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"gap\"");
    }

    @Test
    void positions_ofAsManyTopicsAsThereMayBe_fitIntoAHeader() throws BadCommand {
        World many = new World();
        StringBuilder topics = new StringBuilder("trade:okx:BTC-USDT");
        for (int i = 0; i < 499; i++) {
            String name = "A%03d-USDT".formatted(i);
            many.activate("okx", name);
            topics.append(",trade:okx:").append(name);
        }
        StreamOrder order = new OrderReader(many.house.directory().catalog(), 500, Entitlement.EVERYTHING, 0, null)
                .read(topics.toString(), LONGEST);
        LazyChannel socket = new LazyChannel();
        socket.pipeline().addLast(new EventStream(many.group, many.house, order, Principal.ANYBODY));
        many.crank();
        many.crank();

        String id = id(socket.received());
        assertThat(id.length()).isBetween(500 * 9, LONGEST);
        Bookmark all = Bookmark.read(id);
        for (String topic : topics.toString().split(",", -1)) {
            assertThat(all.position(Topic.parse(topic)))
                    .isNotNull()
                    .isNotEqualTo(Bookmark.read("!").position(Topic.parse(topic)));
        }
    }

    @Test
    void order_beyondALimit_isRefused() {
        assertThatThrownBy(() -> new OrderReader(world.house.directory().catalog(), 1, Entitlement.EVERYTHING, 0, null)
                        .read(TRADE + "," + QUOTE, LONGEST))
                .isInstanceOf(BadCommand.class);
        assertThatThrownBy(
                        () -> new OrderReader(world.house.directory().catalog(), 500, Entitlement.EVERYTHING, 1, null)
                                .read(TRADE, LONGEST))
                .isInstanceOf(BadCommand.class)
                .hasMessageContaining("rate_ms");
    }

    @Test
    void client_thatSaysTooMuch_isClosed() throws BadCommand {
        LazyChannel socket = stream(QUOTE);
        socket.received();
        socket.writeInbound(Unpooled.wrappedBuffer(new byte[64 << 10]));
        assertThat(socket.isOpen()).isTrue();
        socket.writeInbound(Unpooled.wrappedBuffer(new byte[1]));

        assertThat(socket.received()).containsExactly("#: 4010 protocol error");
        assertThat(socket.isOpen()).isFalse();
    }
}
