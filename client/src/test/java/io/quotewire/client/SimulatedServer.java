package io.quotewire.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An honest server of one quote, one trade and one book topic in memory: chains, a short ring, resume, gaps, changes of status and
 * of epoch. Written from the protocol and not from the gateway.
 */
final class SimulatedServer {
    static final String QUOTE = "quote:okx:BTC-USDT";
    static final String TRADE = "trade:okx:BTC-USDT";

    static final String BOOK = "book.5:okx:BTC-USDT";

    /** Items that the ring of trades keeps. */
    private static final int RING = 12;

    private static final long HEARTBEAT_US = 15_000_000;

    /** Where a topic stands, and whether the client has joined it. */
    static final class Chain {
        long seq;
        boolean joined;
        long spokeUs;
    }

    final Chain quotes = new Chain();
    final Chain trades = new Chain();
    final Chain books = new Chain();
    final SimulatedBook book;
    String status = "live";

    private final SplittableRandom random;
    private final Consumer<String> wire;
    /** What resume sends again: messages that carry one number each. */
    private final Deque<Map.Entry<Long, String>> ring = new ArrayDeque<>();

    private long epoch = 100;
    private long beatUs;
    private long nowUs;

    SimulatedServer(SplittableRandom random, Consumer<String> wire) {
        this.random = random;
        this.book = new SimulatedBook(random.split());
        this.wire = wire;
    }

    String quoteBid() {
        return String.valueOf(quotes.seq);
    }

    void greet(long nowUs) {
        this.nowUs = nowUs;
        beatUs = nowUs;
        wire.accept(Stage.WELCOME);
    }

    void forgetClient() {
        quotes.joined = false;
        trades.joined = false;
        books.joined = false;
    }

    /** Something happens in the market; the client, if it is there, hears of it. */
    void live(long nowUs, boolean connected, boolean restless) {
        this.nowUs = nowUs;
        for (int i = random.nextInt(4); i > 0; i--) {
            quotes.seq++;
            tell(quotes, quote("update"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            trade(1 + random.nextInt(3));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            changeBook();
        }
        switch (random.nextInt(100)) {
            case 0, 1 -> statusChange();
            case 2 -> upstreamGap();
            case 3 -> {
                if (restless) {
                    newEpoch();
                }
            }
            default -> {}
        }
        rest(nowUs, connected);
    }

    /** Heartbeats, and {@code still} where a topic has been silent. */
    void rest(long nowUs, boolean connected) {
        this.nowUs = nowUs;
        if (connected && nowUs - beatUs >= HEARTBEAT_US) {
            beatUs = nowUs;
            wire.accept("{\"op\":\"heartbeat\",\"now\":" + nowUs + "}");
        }
        beStill(quotes, QUOTE);
        beStill(trades, TRADE);
        beStill(books, BOOK);
    }

    private void beStill(Chain chain, String topic) {
        if (chain.joined && nowUs - chain.spokeUs >= HEARTBEAT_US) {
            tell(chain, head("still", topic) + ",\"seq\":" + chain.seq + "}");
        }
    }

    void hear(String text) {
        Map<String, Object> command = Json.object(text);
        boolean subscribe = "subscribe".equals(command.get("op"));
        List<String> answers = new ArrayList<>();
        List<Runnable> after = new ArrayList<>();
        for (Object item : Json.asList(command.get("topics"))) {
            if (item instanceof Map<?, ?> positioned) {
                answers.add(resume(
                        String.valueOf(positioned.get("epoch")),
                        Long.parseLong(String.valueOf(positioned.get("seq"))),
                        after));
            } else if (item.equals(QUOTE)) {
                answers.add("{\"topic\":\"%s\",\"ok\":true,\"recovered\":\"snapshot\"}".formatted(item));
                after.add(() -> join(quotes, quote("snapshot")));
            } else if (item.equals(BOOK)) {
                answers.add("{\"topic\":\"%s\",\"ok\":true,\"recovered\":\"snapshot\"}".formatted(item));
                after.add(() -> join(books, bookSnapshot()));
            } else {
                answers.add("{\"topic\":\"%s\",\"ok\":true,\"matches\":[\"%s\"]}".formatted(item, TRADE));
                if (!trades.joined) {
                    after.add(() -> join(trades, head("snapshot", TRADE) + ",\"seq\":" + trades.seq + ",\"data\":[]}"));
                }
            }
        }
        wire.accept("{\"op\":\"%s\",\"id\":%s,\"topics\":[%s]}"
                .formatted(subscribe ? "subscribed" : "resynced", command.get("id"), String.join(",", answers)));
        after.forEach(Runnable::run);
    }

    /** The answer to a position: full, a gap to the oldest kept, or a gap of another epoch; then the rest of the ring. */
    private String resume(String theirEpoch, long seq, List<Runnable> after) {
        trades.joined = true;
        boolean sameEpoch = theirEpoch.equals(Long.toString(epoch, 36));
        long oldest = ring.isEmpty() ? trades.seq + 1 : ring.getFirst().getKey();
        if (sameEpoch && seq >= oldest - 1) {
            after.add(() -> again(seq));
            return "{\"topic\":\"%s\",\"ok\":true,\"recovered\":\"full\",\"epoch\":\"%s\",\"from\":%d}"
                    .formatted(TRADE, theirEpoch, seq + 1);
        }
        String gap = sameEpoch ? gap(seq + 1, oldest - 1, "too_old") : gap(null, trades.seq, "epoch");
        after.add(() -> tell(trades, gap));
        after.add(() -> again(sameEpoch ? seq : trades.seq));
        return "{\"topic\":\"%s\",\"ok\":true,\"recovered\":\"gap\"}".formatted(TRADE);
    }

    private void again(long seq) {
        for (Map.Entry<Long, String> kept : ring) {
            if (kept.getKey() > seq) {
                tell(trades, kept.getValue());
            }
        }
    }

    private void trade(int count) {
        long prev = trades.seq;
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trades.seq++;
            items.add("{\"seq\":%d,\"id\":\"%d\",\"side\":\"buy\",\"price\":\"1\",\"size\":\"1\",\"ts\":1}"
                    .formatted(trades.seq, trades.seq));
            keep(trades.seq, update(trades.seq - 1, trades.seq, items.getLast()));
        }
        tell(trades, update(prev, trades.seq, String.join(",", items)));
    }

    private String update(long prev, long seq, String items) {
        return head("update", TRADE) + ",\"prev\":%d,\"seq\":%d,\"data\":[%s]}".formatted(prev, seq, items);
    }

    private void statusChange() {
        status = status.equals("live") ? "stale" : "live";
        quotes.seq++;
        tell(quotes, quote("status"));
        trades.seq++;
        keep(
                trades.seq,
                head("status", TRADE)
                        + ",\"why\":\"chance\",\"prev\":%d,\"seq\":%d}".formatted(trades.seq - 1, trades.seq));
        tell(trades, ring.getLast().getValue());
    }

    /** Mostly a change; now and then the book is lost and found. */
    private void changeBook() {
        books.seq++;
        if (random.nextInt(50) > 0) {
            tell(
                    books,
                    head("update", BOOK)
                            + ",\"prev\":%d,\"seq\":%d,\"data\":{%s}}"
                                    .formatted(books.seq - 1, books.seq, book.change()));
            return;
        }
        tell(
                books,
                head("status", BOOK)
                        + ",\"why\":\"a hole\",\"prev\":%d,\"seq\":%d}".formatted(books.seq - 1, books.seq));
        books.seq++;
        book.change();
        tell(books, bookSnapshot());
    }

    private String bookSnapshot() {
        return head("snapshot", BOOK) + ",\"seq\":%d,\"data\":{%s}}".formatted(books.seq, book.state());
    }

    private void upstreamGap() {
        trades.seq++;
        keep(trades.seq, gap(trades.seq, trades.seq, "upstream"));
        tell(trades, ring.getLast().getValue());
    }

    private void newEpoch() {
        epoch++;
        quotes.seq = 1;
        trades.seq = 1 + random.nextLong(30);
        books.seq = 1;
        ring.clear();
        tell(quotes, quote("snapshot"));
        tell(books, bookSnapshot());
        tell(trades, gap(null, trades.seq, "epoch"));
    }

    private void keep(long seq, String message) {
        ring.add(Map.entry(seq, message));
        if (ring.size() > RING) {
            ring.remove();
        }
    }

    private void join(Chain chain, String first) {
        chain.joined = true;
        tell(chain, first);
    }

    private void tell(Chain chain, String message) {
        if (chain.joined) {
            chain.spokeUs = nowUs;
            wire.accept(message);
        }
    }

    private String quote(String type) {
        return head(type, QUOTE)
                + ",\"why\":\"\",\"seq\":%d,\"data\":{\"bid\":\"%s\"}}".formatted(quotes.seq, quoteBid());
    }

    private String gap(@Nullable Long from, long to, String why) {
        return head("gap", TRADE)
                + ",\"from\":%s,\"to\":%d,\"missing\":null,\"why\":\"%s\",\"fill\":null}".formatted(from, to, why);
    }

    private String head(String type, String topic) {
        return "{\"type\":\"%s\",\"topic\":\"%s\",\"epoch\":\"%s\",\"recv\":1,\"source\":\"okx\",\"status\":\"%s\""
                .formatted(type, topic, Long.toString(epoch, 36), status);
    }
}
