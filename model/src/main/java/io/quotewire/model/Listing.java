package io.quotewire.model;

/**
 * One instrument on one venue, written {@code okx:BTC-USDT}.
 *
 * @param venue the venue's short name as clients see it
 */
public record Listing(String venue, Instrument instrument) {
    @Override
    public String toString() {
        return venue + ":" + instrument;
    }
}
