package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void hash_isArgon2WithItsOwnSalt_andFindsItsPasswordAgain() {
        try (Passwords passwords = new Passwords(2)) {
            String hash = Objects.requireNonNull(passwords.hash("correct horse"));

            assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
            assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
            assertThat(passwords.compare("correct horse", hash)).isEqualTo(Passwords.Comparison.RIGHT);
            assertThat(passwords.compare("Correct horse", hash)).isEqualTo(Passwords.Comparison.WRONG);
            assertThat(passwords.compare("nobody's", null))
                    .as("who does not exist")
                    .isEqualTo(Passwords.Comparison.WRONG);
        }
    }

    @Test
    void password_differingInItsLastByteOnly_isAnother() {
        try (Passwords passwords = new Passwords(1)) {
            String long73 = "x".repeat(72);
            String hash = Objects.requireNonNull(passwords.hash(long73 + "a"));

            assertThat(passwords.compare(long73 + "b", hash)).isEqualTo(Passwords.Comparison.WRONG);
        }
    }

    @Test
    void password_typedAsOtherCodePoints_isTheSame() {
        try (Passwords passwords = new Passwords(1)) {
            String hash = Objects.requireNonNull(passwords.hash("caf\u00e9 au lait"));

            assertThat(passwords.compare("cafe\u0301 au lait", hash)).isEqualTo(Passwords.Comparison.RIGHT);
        }
    }
}
