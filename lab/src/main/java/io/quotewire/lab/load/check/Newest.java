package io.quotewire.lab.load.check;

import java.util.Arrays;

/**
 * How far each topic has come, as far as anybody was told.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Newest {
    private long[] epochs = {};
    private long[] seqs = {};

    /** Somebody has come to this number. */
    void reached(int topic, long epoch, long seq) {
        if (topic >= seqs.length) {
            epochs = Arrays.copyOf(epochs, topic + 16);
            seqs = Arrays.copyOf(seqs, topic + 16);
        }
        if (epoch > epochs[topic]) {
            epochs[topic] = epoch;
            seqs[topic] = seq;
        } else if (epoch == epochs[topic] && seq > seqs[topic]) {
            seqs[topic] = seq;
        }
    }

    Newest copy() {
        Newest copy = new Newest();
        copy.epochs = epochs.clone();
        copy.seqs = seqs.clone();
        return copy;
    }

    /** Numbers that {@code who} lacks of a topic that it follows; 1 where it lacks an epoch. */
    long lacking(int topic, Followed who) {
        if (topic >= seqs.length || !who.isKnown(topic) || who.epoch(topic) > epochs[topic]) {
            return 0;
        }
        return who.epoch(topic) < epochs[topic] ? 1 : Math.max(0, seqs[topic] - who.last(topic));
    }
}
