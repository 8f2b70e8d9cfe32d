package io.quotewire.app.watch;

import io.quotewire.client.Message;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TickerData;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instrument.
 *
 * @param head of the last ticker, null before the first
 * @param data null where there is no value
 * @param direction of the last change of the last price: -1, 0 (none yet) or 1
 * @param movedUs when that was
 * @param refusal why the gateway does not have it, null where it does
 */
record Row(
        Instrument instrument,
        @Nullable Head head,
        @Nullable TickerData data,
        int direction,
        long movedUs,
        @Nullable String refusal) {
    static Row of(Instrument instrument) {
        return new Row(instrument, null, null, 0, 0, null);
    }

    Row with(Message.Ticker ticker, long nowUs) {
        int change = change(data, ticker.data());
        return new Row(
                instrument,
                ticker.head(),
                ticker.data(),
                change == 0 ? direction : change,
                change == 0 ? movedUs : nowUs,
                null);
    }

    /** @param why null where the gateway has the instrument after all */
    Row refused(@Nullable String why) {
        return new Row(instrument, head, data, direction, movedUs, why);
    }

    boolean isLive() {
        return head != null && head.status() == Status.LIVE && refusal == null;
    }

    /** Whether the gateway has said anything of it. */
    boolean isAnswered() {
        return head != null || refusal != null;
    }

    /** Whether there is something to show. */
    boolean isSettled() {
        return data != null || refusal != null;
    }

    private static int change(@Nullable TickerData before, @Nullable TickerData after) {
        Decimal old = before == null ? null : before.last();
        Decimal now = after == null ? null : after.last();
        return old == null || now == null ? 0 : Integer.signum(now.compareTo(old));
    }
}
