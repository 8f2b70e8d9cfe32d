package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "P@ssw0rd123!",
                "12345678",
                "1234567890",
                "87654321",
                "qwertyuiop",
                "QWERTY123",
                "asdfghjkl",
                "iloveyou",
                "letmein1",
                "welcome123",
                "sunshine!",
                "monkey12",
                "dragon99",
                "football1",
                "abcdefgh",
                "aaaaaaaa",
                "abababab",
                "11111111",
                "12341234",
                "trustno1",
                "superman1",
                "batman123",
                "bitcoin2024",
                "quotewire1",
                "iloveyou2",
                "passw0rd",
                "princess1",
                "mustang69",
                "starwars",
                "computer1",
                "shadow123",
                "michael1",
                "jordan23",
                "!!!!!!!!",
                "0123456789",
                "zxcvbnm1",
                "qazwsxedc",
                "changeme123",
                "default1"
            })
    void password_thatIsTriedFirst_isRefused(String password) {
        assertThat(PasswordRules.objection(password, "ada")).contains("tried first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77", "1234567"})
    void password_thatIsShort_isRefused(String password) {
        assertThat(PasswordRules.objection(password, "ada")).contains("8 to 256 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "tr0ub4dor&3x",
                "пароль-длинный",
                "k7#vQ2!m",
                "8 spaces",
                "🦆🐢🦊🐻🐼🐨🐯🦁",
                "a really long sentence that nobody else would write down",
                "Xk29fjwoq"
            })
    void password_thatFewWouldGuess_isTaken(String password) {
        assertThat(PasswordRules.objection(password, "ada")).isNull();
    }

    @Test
    void password_ofManyCharacters_isTakenWholeAndRefusedBeyond() {
        String long64 = "k7#vQ2!m".repeat(8);
        assertThat(PasswordRules.objection(long64, "ada")).isNull();
        assertThat(PasswordRules.objection(long64.repeat(4), "ada")).isNull();
        assertThat(PasswordRules.objection(long64.repeat(4) + "x", "ada")).contains("8 to 256");
        assertThat(PasswordRules.objection("x".repeat(10_000), "ada")).contains("8 to 256");
    }

    @Test
    void password_thatIsTheName_isRefused() {
        assertThat(PasswordRules.objection("lovelace-1815", "lovelace-1815")).contains("tried first");
        assertThat(PasswordRules.objection("lovelace-1815x", "Lovelace-1815")).contains("tried first");
    }
}
