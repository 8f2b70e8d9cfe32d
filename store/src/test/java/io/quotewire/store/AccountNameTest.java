package io.quotewire.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Else an account could not be found by its own name, or two could be told apart by nothing that one sees. */
class AccountNameTest {
    private static final List<String> LETTERS = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(Character::isLetterOrDigit)
            .mapToObj(Character::toString)
            .toList();

    @Test
    void folded_twice_isAsFoldedOnce() {
        assertThat(LETTERS).hasSizeGreaterThan(100_000);
        assertThat(LETTERS).allMatch(letter -> folded(letter).equals(folded(folded(letter))));
    }

    @Test
    void folded_inAnyCase_isTheSame() {
        assertThat(LETTERS)
                .allMatch(letter -> folded(letter).equals(folded(letter.toUpperCase(Locale.ROOT))))
                .allMatch(letter -> folded(letter).equals(folded(letter.toLowerCase(Locale.ROOT))));
    }

    /** Empty where it is none. */
    private static String folded(String name) {
        try {
            return Accounts.folded(name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
