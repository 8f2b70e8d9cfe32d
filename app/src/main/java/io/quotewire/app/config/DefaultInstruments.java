package io.quotewire.app.config;

import io.quotewire.model.Instrument;
import java.util.List;
import java.util.stream.Stream;

/** The coins that the older services offered, against USDT; a venue that does not list one is not asked for it. */
final class DefaultInstruments {
    static final List<Instrument> ALL = Stream.of("""
                    BTC ETH XRP BNB ADA SOL DOT USDC MATIC
                    LTC BCH XMR XLM QCAD DOGE LINK UNI COMP AAVE DAI SUSHI SNX CRV YFI MKR PAXG BAT ENJ AXS DASH EOS
                    BAL KNC ZRX SAND GRT QNT ETC ETHW 1INCH CHZ CHR SUPER ELF OMG FTM MANA ALGO LUNC UST ZEC XTZ AMP
                    REN UMA SHIB LRC ANKR HBAR EGLD AVAX ONE GALA ALICE ATOM DYDX CELO STORJ SKL CTSI BAND ENS RNDR
                    MASK APE""".split("\\s+"))
            .map(base -> new Instrument(base, "USDT"))
            .toList();

    private DefaultInstruments() {}
}
