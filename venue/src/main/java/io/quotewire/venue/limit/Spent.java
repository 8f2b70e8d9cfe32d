package io.quotewire.venue.limit;

/** Something that counts: when it went and how much it was. */
record Spent(long atUs, long amount) {}
