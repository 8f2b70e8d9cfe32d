package io.quotewire.app.books;

import static io.quotewire.app.books.Integrity.CHAIN;
import static io.quotewire.app.books.Integrity.CHECKSUM;
import static io.quotewire.app.books.Integrity.CONNECTION;
import static io.quotewire.app.books.Integrity.NONE;
import static io.quotewire.app.books.Integrity.ORDER;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every recording of books.
 *
 * <p>A few that hold a message or two were shortened by those who published them, so that their checksums never hold: they
 * are a loss already, and listed as such. Integrity is {@code NONE} there, as nothing can be shown by them any more.
 */
final class Captures {
    /** Eleven minutes in which the price leaves the thousand bids that the state over REST had. */
    static final Capture FALLING_MARKET = Capture.of(
                    "binance/depth-diff/BTCUSDT_2024-08-08.jsonl.gz + binance/depth-diff/BTCUSDT_2024-08-09.jsonl.gz",
                    Binance::new,
                    CHAIN)
            .answered("binance/rest-depth/*_2024-08-08.json")
            .beside(() -> NumberedQuotes.binance(
                    "binance/bookTicker/BTCUSDT_2024-08-08.jsonl.gz",
                    "binance/bookTicker/BTCUSDT_2024-08-09.jsonl.gz"));

    static final List<Capture> ALL = Stream.of(binance(), kraken(), okx(), bybit(), coinbase(), others())
            .flatMap(List::stream)
            .toList();

    private Captures() {}

    private static List<Capture> binance() {
        return List.of(
                diffs("binance", "2021-04-04_3sym", "rest-depth/*_2021-04-04_3sym.json"),
                diffs("binance", "2021-04-05_10sym", "rest-depth/*_2021-04-05_10sym.json")
                        .beside(() -> NumberedQuotes.binance("binance/bookTicker/2021-04-05_10sym.jsonl.gz")),
                diffs("binance", "2021-10-11_4sym", "rest-depth/*_2021-10-11_4sym.json")
                        .beside(() -> NumberedQuotes.binance("binance/bookTicker/2021-10-11_4sym.jsonl")),
                FALLING_MARKET,
                Capture.of("binance/depth-diff/BTCUSDT_2023-04-05.jsonl.gz", Binance::new, CHAIN)
                        .withoutState(),
                Capture.of("binance/depth-diff/BTCUSDT_2026-07-07.jsonl.gz", Binance::new, CHAIN)
                        .withoutState(),
                Capture.of("binance/depth-diff/crypto-msg-parser_2022.jsonl", Binance::new, CHAIN)
                        .withoutState(),
                Capture.of("binance/depth-diff/roq-binance.jsonl", Binance::new, CHAIN)
                        .withoutState(),
                diffs("binance-us", "2021-04-05_10sym", "rest-depth/*_2021-04-05_10sym.json")
                        .beside(() -> NumberedQuotes.binance("binance-us/bookTicker/2021-04-05_10sym.jsonl.gz")),
                diffs("binance-us", "2021-04-17_10sym", "rest-depth/*_2021-04-17_10sym.json")
                        .beside(() -> NumberedQuotes.binance("binance-us/bookTicker/2021-04-17_10sym.jsonl.gz")));
    }

    private static Capture diffs(String venue, String recording, String answers) {
        return Capture.of(venue + "/depth-diff/" + recording + ".jsonl.gz", Binance::new, CHAIN)
                .answered(venue + "/" + answers);
    }

    private static List<Capture> kraken() {
        return List.of(
                Capture.of("kraken/v1-book-1000/2021-04-05_10pairs.jsonl.gz", KrakenV1::new, CHECKSUM),
                Capture.of("kraken/v1-book-10/XBT-USD_2023-08-30.jsonl.gz", KrakenV1::new, CHECKSUM),
                Capture.of("kraken/v1-book-10/gocryptotrader.jsonl", KrakenV1::new, NONE)
                        .withoutState(),
                Capture.of("kraken/v1-book-25/crypto-msg-parser.jsonl", KrakenV1::new, NONE),
                Capture.of("kraken/v1-book-100/gocryptotrader.jsonl", KrakenV1::new, NONE),
                Capture.of("kraken/v2-book/ETH-USD_2026-07-07.jsonl.gz", KrakenV2::new, CHECKSUM)
                        .by("kraken"),
                Capture.of(
                                "kraken/v2-book/BTC-USD_2023-07-30_no-trailing-zeros.jsonl.gz",
                                () -> new KrakenV2(1, 8),
                                CHECKSUM)
                        .by("kraken"),
                Capture.of("kraken/session/v2_ALGO-USD_2024-10-03_short.jsonl", KrakenV2::new, CHECKSUM)
                        .by("kraken"),
                Capture.of("kraken/session/v2_BTC-USD_2026-08-24_short.jsonl", KrakenV2::new, CHECKSUM)
                        .by("kraken"),
                Capture.of("kraken/session/v2_ETH-USD_2026-07-07.jsonl.gz", KrakenV2::new, CHECKSUM)
                        .by("kraken"));
    }

    private static List<Capture> okx() {
        return List.of(
                Capture.of("okx/books/2022-05-13_3inst.jsonl.gz", Okx::new, CHECKSUM),
                Capture.of("okx/books/BTC-USDT_2026-08-24_seqId-updates-only.jsonl", Okx::new, CHAIN)
                        .withoutState(),
                Capture.of("okx/books/roq-okx.jsonl", Okx::new, NONE),
                Capture.of("okx/books-l2-tbt/2021-07-22_10inst.jsonl.gz", Okx::new, CHECKSUM),
                Capture.of("okx/books-l2-tbt/2022-02-27_10inst-double-subscribed.jsonl.gz", Okx::new, CHECKSUM),
                Capture.of("okx/books-l2-tbt/crypto-msg-parser_2022.jsonl", Okx::new, NONE));
    }

    private static List<Capture> bybit() {
        return List.of(
                Capture.of("bybit/orderbook.200-linear/BTC-SOL_2026-08-09.jsonl.gz", Bybit::new, CHAIN),
                Capture.of("bybit/orderbook.200-spot/BTC-SOL_2026-08-09.jsonl.gz", Bybit::new, CHAIN)
                        .by("bybit"),
                Capture.of("bybit/orderbook.1-linear/2025-06-13.jsonl.gz", Bybit::new, NONE),
                Capture.of("bybit/orderbook.1-spot/2025-06-13.jsonl.gz", Bybit::new, NONE));
    }

    private static List<Capture> coinbase() {
        return List.of(
                Capture.of("coinbase/exchange-level2/2021-04-17_7prod.jsonl.gz", CoinbaseExchange::new, NONE)
                        .by("coinbase"),
                Capture.of("coinbase/exchange-level2_batch/BTC-USD_2026-07-07.jsonl.gz", CoinbaseExchange::new, NONE)
                        .by("coinbase"),
                Capture.of("coinbase/session/advanced_2026-08-09_part1.tsv.gz", CoinbaseAdvanced::new, CONNECTION));
    }

    private static List<Capture> others() {
        return List.of(
                Capture.of("kucoin/level2/2021-04-25_9sym.jsonl.gz", Kucoin::new, CHAIN)
                        .answered("kucoin/rest-level2/*_2021-04-25.json")
                        .beside(() -> NumberedQuotes.kucoin("kucoin/ticker/2021-04-25_9sym.jsonl.gz"))
                        .finding(Map.of(Figure.APPLIED, "2947", Figure.BEST_EQUAL, "518")),
                Capture.of("gateio/spot.order_book_update/2021-04-22_10pairs.jsonl.gz", Gate::new, CHAIN)
                        .answered("gateio/rest-order_book/*_2021-04-22.json")
                        .finding(Map.of(Figure.APPLIED, "78")),
                Capture.of("deribit/book/2021-04-05_10opt.jsonl.gz", Deribit::new, CHAIN)
                        .beside(() -> new LastTickers("deribit/ticker/2021-04-05_10opt.jsonl.gz"))
                        .finding(Map.of(Figure.APPLIED, "177", Figure.BEST_EQUAL, "10")),
                Capture.of("deribit/book/2021-04-17_10opt.jsonl.gz", Deribit::new, CHAIN)
                        .beside(() -> new LastTickers("deribit/ticker/2021-04-17_10opt.jsonl.gz"))
                        .finding(Map.of(Figure.APPLIED, "46", Figure.BEST_EQUAL, "10")),
                Capture.of("bitfinex/session/2021-04-05_8sym.tsv.gz", Bitfinex::new, CONNECTION)
                        .finding(Map.of(Figure.SNAPSHOTS, "8", Figure.APPLIED, "22466")),
                Capture.of("bitstamp/diff_order_book/2021-04-05_10pairs.jsonl.gz", Bitstamp::new, ORDER)
                        .answered("bitstamp/rest-order_book/*_2021-04-05.json")
                        .finding(Map.of(Figure.DROPPED, "111", Figure.APPLIED, "3091")),
                Capture.of("bitstamp/diff_order_book/2021-04-17_10pairs.jsonl.gz", Bitstamp::new, ORDER)
                        .withoutState(),
                Capture.of("gemini/l2_updates/2021-04-05_10sym.jsonl.gz", Gemini::new, NONE)
                        .finding(Map.of(Figure.SNAPSHOTS, "10", Figure.UPDATES, "1748")),
                Capture.of("gemini/l2_updates/2026-08-09_10sym.jsonl.gz", Gemini::new, NONE)
                        .finding(Map.of(Figure.SNAPSHOTS, "10", Figure.UPDATES, "549")),
                Capture.of("htx/depth.step0/2021-04-17_10sym.jsonl.gz", Htx::new, ORDER)
                        .finding(Map.of(Figure.SNAPSHOTS, "200", Figure.SYMBOLS, "7", Figure.RISING, "193")));
    }
}
