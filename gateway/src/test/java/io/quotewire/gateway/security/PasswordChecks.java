package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** How passwords are kept, and which may be chosen. */
final class PasswordChecks {
    private static final String LONGEST_OF_BCRYPT = "\u00e9".repeat(36); // 72 bytes.

    /** As shipped. */
    private static final int HASHING = 1;

    static final List<Check> ALL = List.of(
            Check.of(13, "passwords are read from the database", PasswordChecks::storage)
                    .by("gateway.auth.Passwords", "hashNow", new Protection.Argument(0)),
            Check.of(13, "many log-ins at once take all processors", PasswordChecks::crowd)
                    .by("gateway.auth.AuthConfig", "hashing", 64),
            Check.of(14, "a password is easily guessed", PasswordChecks::policy)
                    .by("gateway.auth.PasswordRules", "objection", null),
            Check.of(14, "a password is not read to its end", PasswordChecks::truncation)
                    .by("gateway.auth.Passwords", "normal", "all the same"),
            Check.of(14, "a password of 10 kB costs a hash", PasswordChecks::longOne)
                    .by("gateway.auth.PasswordRules", "isTooLong", false));

    private PasswordChecks() {}

    private static void storage(Members members) throws Exception {
        assertThat(register(members, "ada", Members.PASSWORD)).isEqualTo(201);
        String hash = Objects.requireNonNull(members.store().accounts().credential("ada"))
                .passwordHash();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(members.login("ada", Members.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(filesWith(members, Members.PASSWORD)).isEmpty();
        assertThat(filesWith(members, "ada")).as("the file that would have it").isNotEmpty();
    }

    private static List<Path> filesWith(Members members, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Objects.requireNonNull(members.keys().getParent()))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static void crowd(Members members) throws Exception {
        members.add("ada");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String name = "name" + i;
                all.add(CompletableFuture.supplyAsync(() -> status(members, name), callers));
            }
            CompletableFuture<Void> over = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
            int most = 0;
            while (!over.isDone()) {
                most = Math.max(most, hashing());
            }
            assertThat(most).isLessThanOrEqualTo(HASHING);
            assertThat(all)
                    .extracting(CompletableFuture::join)
                    .allMatch(status -> List.of(401, 429, 503).contains(status));
        }
        assertThat(members.get("/live").statusCode()).isEqualTo(200);
    }

    /** Threads that hash, but for those of {@link Members}, which rest. */
    private static int hashing() {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("password-"))
                .filter(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().contains("Argon2")))
                .count();
    }

    private static int status(Members members, String name) {
        try {
            return members.login(name, "not that one at all").statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void policy(Members members) throws Exception {
        for (String bad :
                List.of("", "hg7_k2x", "12345678", "password", "P@ssw0rd1", "qwertyuiop", "aaaaaaaaaaaa", "letmein!")) {
            assertThat(register(members, "someone", bad)).as(bad).isEqualTo(400);
        }
        int number = 0;
        for (String good : List.of(
                "hg7_k2xq",
                "correct horse battery",
                "\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u044f \u043c\u0435\u043d\u044f",
                "w8 ".repeat(21) + "x",
                "k9-Rt.".repeat(33) + "zz")) {
            String name = "someone" + number++;
            assertThat(register(members, name, good)).as(good).isEqualTo(201);
            assertThat(members.login(name, good).statusCode()).as(good).isEqualTo(200);
        }
    }

    /** Seventy-three bytes, of which the last differs: where bcrypt cuts. */
    private static void truncation(Members members) throws Exception {
        assertThat(register(members, "ada", LONGEST_OF_BCRYPT + "a")).isEqualTo(400); // Two letters in all.
        String begin = "tr0ub4dor&3 and more than that ".repeat(3).substring(0, 72);
        assertThat(register(members, "ada", begin + "a")).isEqualTo(201);
        assertThat(members.login("ada", begin + "b").statusCode()).isEqualTo(401);
        assertThat(members.login("ada", begin).statusCode()).isEqualTo(401);
        assertThat(members.login("ada", begin + "a").statusCode()).isEqualTo(200);
    }

    /** What costs a hash counts as an attempt: after more of them than are free the right one still comes in at once. */
    private static void longOne(Members members) throws Exception {
        members.add("ada");
        String kilobytes = "x".repeat(9_900);
        for (int i = 0; i < 30; i++) {
            assertThat(members.login("ada", kilobytes + i).statusCode()).isEqualTo(401);
        }
        assertThat(members.login("ada", Members.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(register(members, "bob", kilobytes)).isEqualTo(400);
        assertThat(register(members, "bob", "x".repeat(10_240))).isEqualTo(400);
    }

    private static int register(Members members, String name, String password) throws Exception {
        return members.post("/v1/auth/register", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password))
                .statusCode();
    }
}
