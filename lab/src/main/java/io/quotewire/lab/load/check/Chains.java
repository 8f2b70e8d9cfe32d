package io.quotewire.lab.load.check;

import io.quotewire.lab.load.check.Fault.Kind;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Holds each message to the one before it, for each client and topic: no hole that nobody announced, nothing twice, nothing
 * going back.
 *
 * <p>Numbers of a value that are left out are a loss until the gateway says that it conflated them, those of a book until it says
 * that the book begins anew; a number that is left out of a chain is one at once. A snapshot excuses nothing by itself. After
 * a fault it goes on from the message at hand.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Chains {
    private static final String UPSTREAM = "upstream";
    private static final String ITEM = "{\"seq\":";

    private final boolean everything;
    private final HeadScan head;
    private final Topics topics;
    private final Faults faults;
    private final Announced announced;
    private final Newest newest = new Newest();
    private boolean stale;

    /**
     * @param everything whether all clients follow everything as it comes, and not at a rate
     * @param head of the message at hand
     */
    Chains(boolean everything, HeadScan head, Topics topics, Faults faults, Announced announced) {
        this.everything = everything;
        this.head = head;
        this.topics = topics;
        this.faults = faults;
        this.announced = announced;
    }

    /** How far each topic has come by now. */
    Newest newest() {
        return newest.copy();
    }

    /**
     * Holds the message in {@code head} to what {@code who} was told before.
     *
     * @param agreement of the topic; null where the message was not compared
     * @return whether it brings nothing new, which can be in order
     */
    boolean on(Followed who, int topic, @Nullable Agreement agreement, byte[] bytes, int to) {
        stale = false;
        chain(who, topic, topics.topic(topic).shape(), agreement, bytes, to);
        newest.reached(topic, who.epoch(topic), who.last(topic));
        return stale;
    }

    private void chain(Followed who, int topic, Shape shape, @Nullable Agreement agreement, byte[] bytes, int to) {
        if (head.type() == HeadScan.Type.SNAPSHOT || head.type() == HeadScan.Type.GAP) {
            begin(who, topic, shape, agreement, bytes);
            return;
        }
        if (!who.isKnown(topic)) {
            broken(topic, head.said("before anything else"));
            who.begin(topic, head.epoch(), head.seq(), true);
            return;
        }
        if (head.epoch() != who.epoch(topic)) {
            broken(topic, head.said("of another epoch, without a snapshot or gap"));
            who.begin(topic, head.epoch(), head.seq(), true);
        } else if (head.type() == HeadScan.Type.STILL) {
            still(who, topic);
        } else if (shape == Shape.VALUE) {
            value(who, topic, agreement);
        } else {
            linked(who, topic);
            if (head.type() == HeadScan.Type.UPDATE && topics.topic(topic).kind() == Topic.Kind.TRADE) {
                items(topic, bytes, to);
            }
        }
    }

    private void begin(Followed who, int topic, Shape shape, @Nullable Agreement agreement, byte[] bytes) {
        boolean known = who.isKnown(topic) && head.epoch() == who.epoch(topic);
        if (who.isKnown(topic) && head.epoch() < who.epoch(topic)) {
            broken(topic, head.said("of an older epoch"));
        }
        if (head.type() == HeadScan.Type.GAP) {
            gap(who, topic, known, head.why(bytes, UPSTREAM));
            return;
        }
        if (known && !who.isReturned(topic)) {
            anew(who, topic, shape, agreement);
        }
        who.begin(topic, head.epoch(), head.seq(), true);
    }

    /** A snapshot of a topic that had begun on this connection: it does not go back, and excuses nothing. */
    private void anew(Followed who, int topic, Shape shape, @Nullable Agreement agreement) {
        long last = who.last(topic);
        boolean awaited = who.isAwaited(topic);
        if (head.seq() < last) {
            fault(Kind.REORDERED, topic, "after " + last);
        } else if (awaited) {
            leaveOut(who, topic, everything ? head.seq() - last : 0);
        } else if (shape == Shape.EVENT) {
            broken(topic, head.said("though the topic had begun"));
        } else if (head.seq() == last && who.isFresh(topic)) {
            fault(Kind.DOUBLED, topic, "once more");
        } else if (!who.isSlowed(topic)) {
            left(who, topic, agreement);
        }
    }

    private void gap(Followed who, int topic, boolean known, boolean upstream) {
        long first = head.firstMissing();
        if (known && head.seq() <= who.last(topic)) {
            if (!who.isFresh(topic) || who.isGapped(topic)) {
                fault(Kind.DOUBLED, topic, "a gap to " + head.seq() + " at " + who.last(topic));
            }
            return;
        }
        if (known && first > who.last(topic) + 1) {
            lost(topic, first - who.last(topic) - 1, "a gap from " + first + " at " + who.last(topic));
        }
        announced.gap(first < 0 ? 0 : head.seq() - first + 1);
        who.beginBehindGap(topic, head.epoch(), head.seq(), !upstream);
    }

    private void still(Followed who, int topic) {
        long ahead = head.seq() - who.last(topic);
        if (ahead > 0) {
            lost(topic, ahead, "it stands still at " + head.seq() + ", the last that came was " + who.last(topic));
            who.begin(topic, head.epoch(), head.seq(), true);
        } else if (ahead < 0 && !who.isFresh(topic)) {
            fault(Kind.REORDERED, topic, "after " + who.last(topic));
        }
    }

    private void value(Followed who, int topic, @Nullable Agreement agreement) {
        long last = who.last(topic);
        if (head.seq() <= last) {
            again(who, topic, last);
            return;
        }
        left(who, topic, agreement);
        who.go(topic, head.seq());
    }

    /** Takes down what was left out before the message at hand: every number counts, or at a rate what others were told. */
    private void left(Followed who, int topic, @Nullable Agreement agreement) {
        long last = who.last(topic);
        if (everything) {
            leaveOut(who, topic, head.seq() - last - 1);
        } else if (agreement != null) {
            Followed lacking = agreement.follows(head, last, who, who.isFresh(topic));
            if (lacking != null) {
                lacking.skip(topic, 1);
            }
        }
    }

    private static void leaveOut(Followed who, int topic, long count) {
        if (count > 0 && !who.isSlowed(topic)) {
            who.skip(topic, count);
        }
    }

    private void linked(Followed who, int topic) {
        long last = who.last(topic);
        if (head.prev() < 0) {
            broken(topic, head.said("without the number before it"));
        } else if (head.prev() > last) {
            lost(topic, head.prev() - last, head.said("follows " + head.prev() + ", the last that came was " + last));
            if (who.whole() != null) {
                who.whole().distrust();
            }
        } else if (head.seq() <= last) {
            again(who, topic, last);
            return;
        } else if (head.prev() < last && !who.isFresh(topic) && !who.takeResumed(topic)) {
            broken(topic, head.said("follows " + head.prev() + ", the last that came was " + last));
        }
        who.go(topic, head.seq());
    }

    /** A number that is not above the last: right behind a beginning the stream may say it again, and it is no news. */
    private void again(Followed who, int topic, long last) {
        stale = true;
        if (who.takeResumed(topic)) {
            return;
        }
        if (head.seq() < last) {
            fault(Kind.REORDERED, topic, "after " + last);
        } else if (who.isFresh(topic)) {
            who.go(topic, last);
        } else {
            fault(Kind.DOUBLED, topic, "once more");
        }
    }

    /** The trades of one message have the numbers behind the one before, up to its own. */
    private void items(int topic, byte[] bytes, int to) {
        long expected = head.prev();
        for (int i = head.dataFrom(); i >= 0 && i < to - ITEM.length(); i++) {
            if (bytes[i] == '{' && HeadScan.is(bytes, i, i + ITEM.length(), ITEM)) {
                long number = 0;
                for (i += ITEM.length(); bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                    number = number * 10 + (bytes[i] - '0');
                }
                if (number != ++expected) {
                    itemMissing(topic, number, expected);
                    expected = number;
                }
            }
        }
        if (expected != head.seq()) {
            itemMissing(topic, head.seq() + 1, expected + 1);
        }
    }

    private void itemMissing(int topic, long found, long expected) {
        Kind kind = found > expected ? Kind.LOST : Kind.DOUBLED;
        faults.add(
                kind,
                Math.abs(found - expected),
                name(topic),
                head.said("has item " + found + " in place of " + expected));
    }

    private void lost(int topic, long count, String detail) {
        faults.add(Kind.LOST, count, name(topic), detail);
    }

    private void broken(int topic, String detail) {
        faults.add(Kind.BROKEN, name(topic), detail);
    }

    private void fault(Kind kind, int topic, String detail) {
        faults.add(kind, name(topic), head.said(detail));
    }

    private String name(int topic) {
        return topics.topic(topic).toString();
    }
}
