package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    @EnabledOnOs(OS.LINUX)
    void hashing_thread_yieldsToAllOthers() throws Exception {
        AtomicReference<String> stat = new AtomicReference<>("");
        Thread thread = Objects.requireNonNull(new YieldingThreads(Thread::new).newThread(() -> stat.set(ownStat())));

        thread.start();
        thread.join();

        assertThat(niceness(stat.get())).isEqualTo(YieldingThreads.NICENESS);
        assertThat(niceness(ownStat())).as("of who made it").isLessThan(YieldingThreads.NICENESS);
    }

    private static String ownStat() {
        try {
            return Files.readString(Path.of("/proc/thread-self/stat"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The 19th field of {@code proc(5)}; names may have spaces, and end with a bracket. */
    private static int niceness(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
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
