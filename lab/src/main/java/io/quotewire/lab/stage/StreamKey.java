package io.quotewire.lab.stage;

/**
 * What one subscription yields at a venue, in the venue's spelling: {@code tickers} of {@code BTC-USDT} at OKX, {@code
 * trade} of {@code btcusdt} at Binance.
 *
 * @param symbol what the channel is narrowed to, empty where it is not
 */
public record StreamKey(String channel, String symbol) {
    @Override
    public String toString() {
        return symbol.isEmpty() ? channel : channel + " " + symbol;
    }
}
