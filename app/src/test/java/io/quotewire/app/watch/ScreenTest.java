package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Size SIZE = new Size(10, 4);
    private static final List<Look> LOOKS = List.of(Look.values());

    private final Screen screen = new Screen(Style.COLOR);
    private final Emulator terminal = new Emulator(10, 4);

    @BeforeEach
    void enter() {
        terminal.accept("$ watch\r\nhello");
        terminal.accept(Screen.ENTER);
    }

    @Test
    void show_ofOneChangedLine_writesThatLineOnly() {
        terminal.accept(screen.show(lines("one", "two", "three"), SIZE));
        terminal.written();

        terminal.accept(screen.show(lines("one", "2", "three"), SIZE));

        assertThat(terminal.text()).isEqualTo("one\n2\nthree");
        assertThat(terminal.written()).isEqualTo(1);
    }

    @Test
    void show_ofTheSame_sendsNothing() {
        terminal.accept(screen.show(lines("one"), SIZE));

        assertThat(screen.show(lines("one"), SIZE)).isEmpty();
    }

    @Test
    void show_ofOtherLooks_writesTheLineAgain() {
        terminal.accept(screen.show(lines("one"), SIZE));

        assertThat(screen.show(List.of(Line.of("one", Look.RISEN)), SIZE)).contains("\033[1;32mone\033[0m");
    }

    @Test
    void show_ofFewerLines_clearsTheRest() {
        terminal.accept(screen.show(lines("one", "two", "three"), SIZE));
        terminal.accept(screen.show(lines("one"), SIZE));

        assertThat(terminal.text()).isEqualTo("one");
    }

    @Test
    void show_ofLineAsWideAsTheScreen_keepsItsLastCharacter() {
        terminal.accept(screen.show(lines("0123456789", "x"), SIZE));

        assertThat(terminal.text()).isEqualTo("0123456789\nx");
    }

    @Test
    void forget_drawsEverythingAnew() {
        terminal.accept(screen.show(lines("one", "two"), SIZE));
        terminal.accept("\033[1;1Hnoise");
        screen.forget();
        terminal.accept(screen.show(lines("one", "two"), SIZE));

        assertThat(terminal.text()).isEqualTo("one\ntwo");
    }

    @Test
    void leave_bringsBackWhatWasThere() {
        terminal.accept(screen.show(lines("one"), SIZE));
        assertThat(terminal.isRestored()).isFalse();

        terminal.accept(Screen.LEAVE);

        assertThat(terminal.isRestored()).isTrue();
        assertThat(terminal.text()).isEqualTo("$ watch\nhello");
    }

    @Test
    void show_ofAnythingAfterAnything_showsIt() {
        Size size = SIZE;
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int step = 0; step < 50; step++) {
                if (random.nextInt(5) == 0) {
                    size = new Size(random.nextInt(1, 20), random.nextInt(1, 8));
                    terminal.resize(size.columns(), size.rows());
                }
                List<Line> lines = random(random, size);
                terminal.accept(screen.show(lines, size));

                assertThat(terminal.lines()).as("seed %d, step %d", seed, step).isEqualTo(filled(lines, size));
            }
        }
    }

    private static List<Line> random(SplittableRandom random, Size size) {
        List<Line> lines = new ArrayList<>();
        for (int i = random.nextInt(size.rows() + 1); i > 0; i--) {
            String text = "x ▲".repeat(7).substring(0, random.nextInt(20));
            lines.add(Line.of(text, LOOKS.get(random.nextInt(LOOKS.size()))).cut(size.columns()));
        }
        return lines;
    }

    private static List<String> filled(List<Line> lines, Size size) {
        return IntStream.range(0, size.rows())
                .mapToObj(i -> i < lines.size() ? lines.get(i).text(Style.PLAIN).stripTrailing() : "")
                .toList();
    }

    private static List<Line> lines(String... texts) {
        return List.of(texts).stream().map(text -> Line.of(text, Look.PLAIN)).toList();
    }
}
