package io.quotewire.model;

/**
 * How one book of a venue fares, as {@code /v1/sources} shows it.
 *
 * @param bids levels that are known; {@code asks} likewise
 * @param checks how often something could be said of its truth: a number that had to follow, a checksum, an audit
 * @param failures how many of them failed
 * @param resyncs how often its state had to be found anew
 */
public record BookReport(
        Instrument instrument, Status status, int bids, int asks, long checks, long failures, long resyncs) {
    private static final long MILLION = 1_000_000;

    /** Checks that held, in millionths of all; -1 where nothing was checked. */
    public long scorePpm() {
        return checks == 0 ? -1 : MILLION - failures * MILLION / checks;
    }
}
