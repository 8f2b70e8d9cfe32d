package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Line;
import io.quotewire.gateway.dialect.Message;
import io.quotewire.gateway.dialect.Outlook;
import io.quotewire.gateway.dialect.Place;
import io.quotewire.gateway.dialect.Talk;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.fanout.LazyChannel;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.session.World.Client;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.Scope;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a dialect is given, and what becomes of one that is at fault. */
class DialectSessionTest {
    private static final Topic BTC = Topic.parse("quote:okx:BTC-USDT");
    private static final Topic ETH = Topic.parse("quote:okx:ETH-USDT");

    private final World world = new World(World.config(20, 1, 10));

    /** Does with a message what the test says. */
    private record Doing(BiConsumer<Line, Message> deed) implements Talk {
        @Override
        public void begin(Line line) {}

        @Override
        public void hear(Line line, Message message) {
            deed.accept(line, message);
        }

        @Override
        public void tooFast(Line line, long retryMs) {}
    }

    /** Has a word for the bid of 1 only, and is at fault with that of 2. */
    private static final class Faulty implements Place {
        @Override
        public String template() {
            return "/faulty";
        }

        @Override
        public Talk talk(Request request, Outlook outlook) {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public boolean tell(JsonWriter json, Change change) {
            String update = change.now().toString();
            if (update.contains("bid=2")) {
                throw new IllegalStateException("no word for it");
            }
            json.clear().text(change.now() instanceof Update.Value ? "told" : "other");
            return true;
        }
    }

    private LazyChannel connect(Encoding words, BiConsumer<Line, Message> deed) {
        return connect(world, words, deed, Principal.ANYBODY);
    }

    private static LazyChannel connect(World world, Encoding words, BiConsumer<Line, Message> deed, Principal who) {
        LazyChannel socket = new LazyChannel();
        socket.pipeline().addLast(new DialectSession(world.group, world.house, new Doing(deed), words, who));
        return socket;
    }

    private static Encoding noWords() {
        return Encoding.of((json, change) -> false);
    }

    private static void say(LazyChannel socket, String text) {
        socket.writeInbound(new TextWebSocketFrame(text));
    }

    @Test
    void want_again_isOneWish_whichEndsWithTheConnection() {
        LazyChannel socket = connect(noWords(), (line, message) -> {
            assertThat(line.want(BTC)).isTrue();
            assertThat(line.follow(BTC)).isTrue();
            assertThat(line.want(BTC)).isTrue();
        });
        say(socket, "x");
        say(socket, "x");
        assertThat(world.demanded).containsExactly("+okx:BTC-USDT");

        socket.close().syncUninterruptibly();
        world.pass(62);
        assertThat(world.demanded).containsExactly("+okx:BTC-USDT", "-okx:BTC-USDT");
    }

    @Test
    void topics_beyondTheLimit_areNotFollowed() {
        LazyChannel socket = connect(noWords(), (line, message) -> {
            assertThat(line.follow(BTC)).isTrue();
            assertThat(line.follow(ETH)).isFalse();
            assertThat(line.want(ETH)).isFalse();
            line.json().clear().text(message.text());
            line.say(line.json());
        });
        say(socket, "done");

        assertThat(socket.received()).containsExactly("\"done\"");
        assertThat(world.demanded).containsExactly("+okx:BTC-USDT");
    }

    @Test
    void topics_beyondTheAccounts_areNotFollowed() {
        Scope one = new Scope(List.of("*"), List.of(), 10, 1, 400);
        Principal ada = new Principal(7, "ada", false, Entitlement.of(one), 1, 0, 0, Long.MAX_VALUE);
        LazyChannel socket = connect(
                new World(World.config(20, 10, 10)),
                noWords(),
                (line, message) -> {
                    assertThat(line.follow(BTC)).isTrue();
                    assertThat(line.follow(ETH)).isFalse();
                    line.json().clear().text(message.text());
                    line.say(line.json());
                },
                ada);
        say(socket, "done");

        assertThat(socket.received()).containsExactly("\"done\"");
    }

    @Test
    void fault_inATalk_endsItsConnectionAndNoOther() {
        Client beside = world.client().welcomed();
        LazyChannel socket = connect(noWords(), (line, message) -> {
            throw new IllegalStateException("a bug");
        });
        say(socket, "x");

        assertThat(socket.received()).containsExactly("#close:1011 internal");
        assertThat(beside.send("{'op':'ping'}").received()).hasSize(1);
    }

    @Test
    void fault_inWords_silencesThatMessageAndNobodyElse() {
        Client beside = world.client().welcomed();
        beside.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT']}");
        Encoding words = Encoding.of(new Words(world.house, new Faulty()));
        LazyChannel socket = connect(words, (line, message) -> line.follow(BTC));
        say(socket, "x");
        world.crank();
        beside.received();
        for (String bid : new String[] {"1", "2", "3"}) {
            world.quote("quote:okx:BTC-USDT", bid);
            world.crank();
        }

        assertThat(socket.received()).containsExactly("\"told\"", "\"told\"");
        assertThat(beside.received()).hasSize(3);
        assertThat(world.tally.read())
                .filteredOn(reading -> reading.metric().id().endsWith("session_faults_total"))
                .singleElement()
                .satisfies(reading -> assertThat(reading.value()).isEqualTo(1));
    }
}
