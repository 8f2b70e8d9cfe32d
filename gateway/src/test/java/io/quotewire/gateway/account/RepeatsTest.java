package io.quotewire.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Response;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whose answers are kept, and how long. */
class RepeatsTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Repeats repeats = new Repeats(nowNs::get);

    @Test
    void answer_tenMinutesOld_isMadeAnew() {
        ask("ada", "a");
        nowNs.addAndGet(Repeats.KEPT_NS - 1);
        ask("ada", "a");
        assertThat(made).hasValue(1);

        nowNs.addAndGet(1);
        ask("ada", "a");

        assertThat(made).hasValue(2);
    }

    @Test
    void senders_beyondTheLastThousand_areForgotten() {
        for (int i = 0; i <= Repeats.MOST_SENDERS; i++) {
            ask("sender " + i, "a");
        }
        assertThat(made).hasValue(Repeats.MOST_SENDERS + 1);

        ask("sender 1", "a");
        assertThat(made).as("the oldest that is left").hasValue(Repeats.MOST_SENDERS + 1);
        ask("sender 0", "a");

        assertThat(made).hasValue(Repeats.MOST_SENDERS + 2);
    }

    @Test
    void answersUnderWay_asManyAsThereIsRoomFor_keepTheirPlacesAndOthersComeAgain() {
        askWithin(Repeats.MOST_OF_ONE, () -> {
            assertThatThrownBy(() -> ask("ada", "one more"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("are being answered");
            assertThatThrownBy(() -> ask("ada", "key 1"))
                    .as("the first is still promised")
                    .isInstanceOf(Refusal.class);
            ask("eve", "a");
        });

        assertThat(made).hasValue(Repeats.MOST_OF_ONE + 1);
        ask("ada", "key 1");
        assertThat(made).as("and was kept").hasValue(Repeats.MOST_OF_ONE + 1);
        ask("ada", "one more");
        assertThat(made).hasValue(Repeats.MOST_OF_ONE + 2);
    }

    /** Asks so often, each while the one before is not answered yet, and then does {@code innermost}. */
    private void askWithin(int times, Runnable innermost) {
        if (times == 0) {
            innermost.run();
            return;
        }
        repeats.once("ada", "key " + times, new byte[0], () -> {
            askWithin(times - 1, innermost);
            return response();
        });
    }

    private void ask(String sender, String key) {
        repeats.once(sender, key, new byte[0], this::response);
    }

    private Response response() {
        made.incrementAndGet();
        return Response.empty(201);
    }
}
