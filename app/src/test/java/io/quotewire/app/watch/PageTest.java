package io.quotewire.app.watch;

import static io.quotewire.app.watch.Samples.NOW_US;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private final Board board = Samples.market();

    @Test
    void paint_ofMarket_showsEverything() {
        assertThat(page(View.FIRST, 120, 10)).isEqualTo("""
                 quotewire watch   ● live 120 ms   SIMULATED   binance(1) okx(2)   UTC 15:03:20   p:pause s:sort ?:help q:quit
                 SYMBOL         LAST       CHG24H    %24H        BID        ASK  VOL24H  SRC      STATUS
                 BTC-USDT  67,250.10 ▲  +1,056.25   +1.60  67,250.10  67,250.10   1.91B  okx      live 0s
                 ETH-USDT   3,112.44 ▼     -13.10   -0.42   3,112.44   3,112.44    812K  okx      live 0s
                 XRP-USDT     0.5231      +0.0021   +0.40     0.5231     0.5231      94  binance  stale 14s
                 SOL-USDT          —            —       —          —          —       —  —        down
                """);
    }

    @Test
    void paint_ofNarrowTerminal_dropsColumnsAndKeepsTheStatus() {
        assertThat(page(View.FIRST, 60, 10)).isEqualTo("""
                 ● live 120 ms   SIMULATED   UTC 15:03:20
                 SYMBOL         LAST       CHG24H    %24H  STATUS
                 BTC-USDT  67,250.10 ▲  +1,056.25   +1.60  live 0s
                 ETH-USDT   3,112.44 ▼     -13.10   -0.42  live 0s
                 XRP-USDT     0.5231      +0.0021   +0.40  stale 14s
                 SOL-USDT          —            —       —  down
                """);
        assertThat(page(View.FIRST, 40, 10)).isEqualTo("""
                 ● live 120 ms   SIMULATED
                 SYMBOL         LAST    STATUS
                 BTC-USDT  67,250.10 ▲  live 0s
                 ETH-USDT   3,112.44 ▼  live 0s
                 XRP-USDT     0.5231    stale 14s
                 SOL-USDT          —    down
                """);
    }

    @Test
    void paint_withoutGateway_greysEverythingAndSaysWhenItTriesAgain() {
        board.link(new Link.Down("1006 connection reset", NOW_US + 3_200_000));

        assertThat(page(View.FIRST, 80, 10)).isEqualTo("""
                 ○ reconnecting in 4 s   SIMULATED   binance(1) okx(2)   UTC 15:03:20
                 SYMBOL         LAST       CHG24H    %24H        BID        ASK  STATUS
                 BTC-USDT  67,250.10    +1,056.25   +1.60  67,250.10  67,250.10  offline 0s
                 ETH-USDT   3,112.44       -13.10   -0.42   3,112.44   3,112.44  offline 0s
                 XRP-USDT     0.5231      +0.0021   +0.40     0.5231     0.5231  offline 14s
                 SOL-USDT          —            —       —          —          —  offline
                 1006 connection reset
                """);
        assertThat(Page.paint(board, View.FIRST, new Size(80, 10), NOW_US).subList(2, 6))
                .allSatisfy(line -> assertThat(line.pieces())
                        .filteredOn(piece -> !piece.text().isBlank())
                        .allMatch(piece -> piece.look() == Look.DIM));
    }

    @Test
    void paint_ofMoreRowsThanFit_showsTheWindowAndSaysWhichItIs() {
        Board many = new Board();
        many.link(new Link.Up(false));
        many.want(IntStream.range(10, 50)
                .mapToObj(i -> Instrument.parse("C" + i + "-USD"))
                .toList());

        assertThat(page(many, new View(View.Sort.GIVEN, 7, false, false), 60, 6))
                .isEqualTo("""
                 quotewire watch   ◐ nothing live   UTC 15:03:20
                 SYMBOL    LAST    CHG24H    %24H  BID  ASK  VOL24H  STATUS
                 C17-USD      —         —       —    —    —       —  waiting
                 C18-USD      —         —       —    —    —       —  waiting
                 C19-USD      —         —       —    —    —       —  waiting
                 rows 8 to 10 of 40
                """);
        assertThat(page(many, new View(View.Sort.GIVEN, 1_000, true, false), 60, 6))
                .isEqualTo("""
                 quotewire watch   ◐ nothing live   PAUSED   UTC 15:03:20
                 SYMBOL    LAST    CHG24H    %24H  BID  ASK  VOL24H  STATUS
                 C47-USD      —         —       —    —    —       —  waiting
                 C48-USD      —         —       —    —    —       —  waiting
                 C49-USD      —         —       —    —    —       —  waiting
                 rows 38 to 40 of 40
                """);
    }

    @Test
    void paint_sorted_ordersTheRowsAndSaysSo() {
        assertThat(symbols(View.Sort.GIVEN)).isEqualTo("SYMBOL BTC-USDT ETH-USDT XRP-USDT SOL-USDT");
        assertThat(symbols(View.Sort.SYMBOL)).isEqualTo("SYMBOL BTC-USDT ETH-USDT SOL-USDT XRP-USDT");
        assertThat(symbols(View.Sort.CHANGE)).isEqualTo("SYMBOL BTC-USDT XRP-USDT ETH-USDT SOL-USDT");
        assertThat(page(new View(View.Sort.CHANGE, 0, false, false), 120, 10)).contains("%24H ↓");
    }

    @Test
    void paint_ofHelp_listsTheKeys() {
        assertThat(page(new View(View.Sort.GIVEN, 0, false, true), 80, 24))
                .contains("scroll by a row", "quit", "pause")
                .doesNotContain("BTC-USDT   ");
    }

    @Test
    void paint_ofRefusal_namesWhatIsNear() {
        board.answered(Samples.SOL, "unknown_topic; did you mean SOL-USDC?");

        assertThat(page(View.FIRST, 120, 10)).endsWith("\n SOL-USDT: unknown_topic; did you mean SOL-USDC?\n");
    }

    @Test
    void paint_afterAChange_fadesFromBrightToPlain() {
        assertThat(lookOfLast(NOW_US)).isEqualTo(Look.RISEN);
        assertThat(lookOfLast(NOW_US + 200_000)).isEqualTo(Look.GOOD);
        assertThat(lookOfLast(NOW_US + 400_000)).isEqualTo(Look.PLAIN);
        board.take(Samples.last(Samples.BTC, "67000"), NOW_US);
        assertThat(lookOfLast(NOW_US)).isEqualTo(Look.FALLEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 41, 79, 200})
    void paint_ofAnySize_fits(int columns) {
        for (int rows = 1; rows < 12; rows++) {
            List<Line> lines = Page.paint(board, View.FIRST, new Size(columns, rows), NOW_US);
            assertThat(lines).hasSizeLessThanOrEqualTo(rows).allMatch(line -> line.width() <= columns);
        }
    }

    @Test
    void paint_ofHostileGateway_cutsAndCleans() {
        board.take(
                Samples.ticker(
                        Samples.BTC,
                        "\033[2J" + "x".repeat(100),
                        Status.LIVE,
                        NOW_US,
                        Samples.data("1e36", "0", "0", "1e36")),
                NOW_US);

        String page = page(View.FIRST, 400, 10);
        assertThat(page).contains("1,000,000,000,000,000,000,000,0…", "?[2Jxxx").doesNotContain("\033");
    }

    @Test
    void print_hasNoWordOfKeys() {
        String printed = Page.print(board, NOW_US).stream()
                .map(line -> line.text(Style.PLAIN))
                .collect(Collectors.joining("\n"));

        assertThat(printed)
                .contains("● live 120 ms", "SIMULATED", "VOL24H", "stale 14s")
                .doesNotContain("quit", "\033");
    }

    private Look lookOfLast(long nowUs) {
        return Page.paint(board, View.FIRST, new Size(120, 10), nowUs).get(2).pieces().stream()
                .filter(piece -> piece.text().startsWith("67,"))
                .findFirst()
                .orElseThrow()
                .look();
    }

    private String symbols(View.Sort sort) {
        return page(new View(sort, 0, false, false), 120, 10)
                .lines()
                .skip(1)
                .map(line -> line.strip().replaceFirst(" .*", ""))
                .collect(Collectors.joining(" "));
    }

    private String page(View view, int columns, int rows) {
        return page(board, view, columns, rows);
    }

    private static String page(Board board, View view, int columns, int rows) {
        return Page.paint(board, view, new Size(columns, rows), NOW_US).stream()
                .map(line -> line.text(Style.PLAIN).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
