package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The recorded exchange traffic beside the checkout. */
final class Recordings {
    static final String OKX = "okx/session/2022-05-13_3inst.tsv.gz";
    static final String OKX_TRADES = "okx/trades/2022-05-13_3inst.jsonl";
    static final String BINANCE_QUOTES = "binance/bookTicker/BTCUSDT_2024-08-08.jsonl.gz";
    static final String BINANCE_TRADES = "binance/trade/BTCUSDT_2024-08-08.jsonl.gz";

    private static final Path ROOT = Path.of(System.getProperty("quotewire.recordings", "no-recordings"));

    private Recordings() {}

    /** The files of the main job. Without recordings the test is skipped with a line, or fails where all must run. */
    static List<Path> mainJob() {
        return List.of(path(OKX), path(BINANCE_QUOTES), path(BINANCE_TRADES));
    }

    static Path path(String name) {
        boolean present = Files.isDirectory(ROOT);
        String why = "no recordings at " + ROOT + "; -Dquotewire.recordings=DIR names them";
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(present).as(why).isTrue();
        }
        assumeTrue(present, why);
        return ROOT.resolve(name);
    }
}
