package io.quotewire.model;

/**
 * Which shard owns an instrument: the same answer for the engine and for everyone who must reach a shard's thread. All
 * instruments of one base are one shard's, so that a price and what it is converted to are told by the same thread.
 *
 * @param shards 1 to 64
 */
public record Sharding(int shards) {
    public Sharding {
        Check.range("engine.shards", shards, 1, 64);
    }

    public int of(Instrument instrument) {
        return Math.floorMod(instrument.base().hashCode(), shards);
    }
}
