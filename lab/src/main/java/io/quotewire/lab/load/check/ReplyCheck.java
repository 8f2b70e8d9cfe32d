package io.quotewire.lab.load.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the reply to a request for prices to its shape: {@code {"BTC-USDT": "28012.3"}}, of one pair or of several. */
public final class ReplyCheck {
    private final @Nullable String pair;

    /** @param pair the only one that is asked for; null for all that there are */
    public ReplyCheck(@Nullable String pair) {
        this.pair = pair;
    }

    /** What is wrong with a reply, null where nothing is. */
    public @Nullable String complaint(byte[] bytes, int from, int to) {
        Map<String, Object> reply = Tree.read(bytes, from, to);
        if (reply == null) {
            return "a reply that is no JSON object";
        }
        if (reply.containsKey("error")) {
            return "reply: error " + reply.get("error");
        }
        if (pair != null && !reply.containsKey(pair)) {
            return "a reply without " + pair;
        }
        int prices = 0;
        for (Map.Entry<String, Object> entry : reply.entrySet()) {
            if (entry.getKey().contains("-")) {
                prices++;
                if (entry.getValue().equals(Tree.NOTHING)) {
                    return "a reply without a price: stale";
                }
                if (!(entry.getValue() instanceof String digits && digits.matches("[0-9]+(\\.[0-9]+)?"))) {
                    return "a reply whose price is none";
                }
            }
        }
        return prices == 0 || (pair != null && prices > 1) ? "a reply with " + prices + " prices" : null;
    }
}
