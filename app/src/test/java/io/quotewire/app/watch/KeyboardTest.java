package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyboardTest {
    @ParameterizedTest
    @CsvSource({
        "k, UP", "^[A, UP", "^OA, UP", "j, DOWN", "^[B, DOWN", "^[5~, PAGE_UP", "^[6~, PAGE_DOWN", "^[H, HOME",
                "^[F, END",
        "g, HOME", "G, END", "s, SORT", "p, PAUSE", "?, HELP", "q, QUIT", "x, OTHER", "^x, OTHER", "^[200~, OTHER",
        "^[1;5A, OTHER", "^, OTHER",
    })
    void next_ofSequence_isOneKey(String typed, Key key) throws IOException {
        Keyboard keyboard = keyboard(typed.replace('^', '\033'));

        assertThat(keyboard.next(100)).isEqualTo(key);
        assertThat(keyboard.next(100)).isEqualTo(Key.NONE);
    }

    @Test
    void next_ofControlCharacters_isWhatTheyStandFor() throws IOException {
        Keyboard keyboard = keyboard("\003\014");

        assertThat(keyboard.next(100)).isEqualTo(Key.INTERRUPT);
        assertThat(keyboard.next(100)).isEqualTo(Key.REDRAW);
    }

    @Test
    void next_ofSequenceWithoutEnd_givesUp() throws IOException {
        Keyboard keyboard = keyboard("\033[" + "1".repeat(16) + "q");

        assertThat(keyboard.next(100)).isEqualTo(Key.OTHER);
        assertThat(keyboard.next(100)).isEqualTo(Key.QUIT);
    }

    @Test
    void next_atTheEnd_isHangup() throws IOException {
        assertThat(new Keyboard(_ -> -1).next(100)).isEqualTo(Key.HANGUP);
    }

    /** Types {@code text}, then nothing. */
    private static Keyboard keyboard(String text) {
        PrimitiveIterator.OfInt characters = text.chars().iterator();
        return new Keyboard(_ -> characters.hasNext() ? characters.nextInt() : Keyboard.EXPIRED);
    }
}
