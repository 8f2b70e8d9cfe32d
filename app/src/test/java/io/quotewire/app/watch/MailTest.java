package io.quotewire.app.watch;

import static io.quotewire.app.watch.Samples.BTC;
import static io.quotewire.app.watch.Samples.NOW_US;
import static io.quotewire.app.watch.Samples.last;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quotewire.client.ConnectionListener.Disconnected;
import io.quotewire.client.Message;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailTest {
    private final Mail mail = new Mail();
    private final Board board = new Board();

    @BeforeEach
    void want() {
        mail.want(List.of(BTC));
    }

    @Test
    void deliver_ofManyTickers_showsTheNewestAndItsDirection() {
        mail.onTicker(last(BTC, "100"));
        mail.deliver(board, false, NOW_US);
        mail.onTicker(last(BTC, "90"));
        mail.onTicker(last(BTC, "101"));
        mail.deliver(board, false, NOW_US + 1);

        assertThat(row().direction()).isEqualTo(1);
        assertThat(row().movedUs()).isEqualTo(NOW_US + 1);
        assertThat(row().data()).isEqualTo(last(BTC, "101").data());
    }

    @Test
    void deliver_paused_keepsValuesForLater() {
        mail.onTicker(last(BTC, "100"));
        mail.deliver(board, true, NOW_US);
        assertThat(board.rows()).singleElement().isEqualTo(Row.of(BTC));

        mail.deliver(board, false, NOW_US);
        assertThat(row().data()).isNotNull();
    }

    @Test
    void deliver_ofRefusal_namesWhatIsNear() {
        mail.onSubscribed(TopicPattern.parse("ticker:best:BTC-USDT"), answer(false, "ticker:best:BTC-USDC"));
        mail.deliver(board, false, NOW_US);

        assertThat(row().refusal()).isEqualTo("unknown_topic; did you mean BTC-USDC?");
        assertThat(board.isRefused()).isTrue();
        assertThat(board.isSettled()).isTrue();

        mail.onSubscribed(TopicPattern.parse("ticker:best:BTC-USDT"), answer(true, null));
        mail.deliver(board, false, NOW_US);
        assertThat(board.isRefused()).isFalse();
        assertThat(board.isAnswered()).isFalse();
    }

    @Test
    void deliver_ofLostConnection_saysWhenItIsMadeAgain() {
        mail.onDisconnected(new Disconnected(1006, "refused", Duration.ofSeconds(4)));
        mail.deliver(board, false, NOW_US);
        assertThat(board.link()).isEqualTo(new Link.Gone("refused"));

        mail.onWelcome(new Message.Welcome(1, "c", "n", NOW_US, 15, "none", true));
        mail.deliver(board, false, NOW_US);
        assertThat(board.isUp()).isTrue();
        assertThat(board.isSimulated()).isTrue();

        mail.onDisconnected(new Disconnected(1006, "lost\033[2J", Duration.ofSeconds(4)));
        mail.deliver(board, true, NOW_US);
        assertThat(board.link()).isEqualTo(new Link.Down("lost?[2J", NOW_US + 4_000_000));

        mail.onDisconnected(new Disconnected(4001, "go", null));
        mail.deliver(board, false, NOW_US);
        assertThat(board.link()).isEqualTo(new Link.Gone("go"));
    }

    @Test
    void end_twice_keepsTheFirstWord() {
        mail.end(Outcome.DONE);
        mail.end(Outcome.TERMINATED);

        assertThat(mail.end()).isEqualTo(Outcome.DONE);
    }

    @Test
    void end_afterABug_tellsIt() {
        mail.onCallbackFailure(new ArithmeticException("a bug"));

        assertThatIllegalStateException().isThrownBy(mail::end).withRootCauseInstanceOf(ArithmeticException.class);
    }

    private Row row() {
        return board.rows().getFirst();
    }

    private static Message.Reply.Item answer(boolean ok, @Nullable String near) {
        return new Message.Reply.Item(
                "ticker:best:BTC-USDT",
                ok,
                null,
                null,
                Message.NONE,
                ok ? Message.NONE : 2001,
                ok ? null : "unknown_topic",
                near == null ? List.of() : List.of(near),
                List.of());
    }
}
