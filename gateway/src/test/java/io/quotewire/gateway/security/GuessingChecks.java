package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.quotewire.gateway.Members;
import io.quotewire.gateway.auth.Passwords;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody gains who tries passwords and names. */
final class GuessingChecks {
    private static final String WRONG = "not that one at all";

    /** Log-ins that are compared at least; half of them are of accounts that there are. */
    private static final int FEWEST = 200;

    /** After so many it is seen whether there is any hope. */
    private static final int FIRST_LOOK = 40;

    /** After so many the medians differ by more than chance. */
    private static final int MOST = 1_000;

    private static final double DIFFERENCE = 0.05;

    /** What chance makes of no forty times. */
    private static final double HOPELESS = 0.5;

    private static final Pattern RETRY = Pattern.compile("\r\nRetry-After: ([0-9]+)");

    static final List<Check> ALL = List.of(
            Check.of(11, "one account is guessed from many addresses", GuessingChecks::account)
                    .by("gateway.auth.Attempts", "begin", 0L),
            Check.of(11, "many accounts are guessed from one address", GuessingChecks::address)
                    .by("gateway.auth.Attempts", "begin", 0L),
            Check.of(12, "an answer tells which names there are", GuessingChecks::names)
                    .by("gateway.auth.Passwords", "nobodys", cheap()));

    private GuessingChecks() {}

    private static void account(Members members) throws Exception {
        members.add("ada");
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Answer answer = login(members, "127.0.1." + (1 + i), "ada", WRONG);
            assertThat(answer.status).isIn(401, 429);
            if (answer.status == 429) {
                assertThat(answer.body).doesNotContainIgnoringCase("lock");
                waits.add(Long.parseLong(answer.retryAfter));
            }
        }
        assertThat(waits).as("refused").hasSizeGreaterThanOrEqualTo(14);
        Answer right = Members.until(
                () -> login(members, "127.0.1.99", "ada", Members.PASSWORD), answer -> answer.status != 429);
        assertThat(right.status).isEqualTo(200);
    }

    private static void address(Members members) throws Exception {
        members.add("ada");
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(refused).as("after %d", i).isGreaterThanOrEqualTo(i / 2 - 20);
            Answer answer = login(members, "127.0.2.1", "name" + i, WRONG);
            if (answer.status == 429) {
                refused++;
                assertThat(answer.retryAfter).isNotEmpty();
            } else {
                assertThat(answer.status).isEqualTo(401);
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(login(members, "127.0.2.2", "ada", Members.PASSWORD).status)
                .as("from elsewhere")
                .isEqualTo(200);
    }

    /**
     * Pairs, one of a name that there is and one of another, each pair on the same busy machine; so many of them that the medians
     * settle. Where both do the same work the difference is chance, and becomes less than any bound; where one is spared the
     * hash, it is tens of times faster, and no number of pairs helps.
     */
    private static void names(Members members) throws Exception {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        try (Passwords passwords = new Passwords(1)) {
            String hash = Objects.requireNonNull(passwords.hash(Members.PASSWORD));
            for (int i = 0; i < MOST / 8; i++) {
                members.store()
                        .accounts()
                        .create("known" + i, Role.USER, Scope.EVERYTHING, hash, Members.CLOCK.nowUs());
            }
        }
        for (int pair = 0; goesOn(known, unknown); pair++) {
            String from = "127.0." + (10 + pair / 8 / 200) + "."
                    + (1 + pair / 8 % 200); // Few failures of each address and each account.
            boolean first = pair % 2 == 0;
            for (boolean there : List.of(first, !first)) {
                long startNs = System.nanoTime();
                Answer answer = login(members, from, (there ? "known" : "nobody") + pair / 4, WRONG);
                (there ? known : unknown).add(System.nanoTime() - startNs);
                assertThat(answer.status).as(answer.body).isEqualTo(401);
                bodies.add(answer.body.replaceAll("\"request_id\":\"[^\"]*\"", ""));
            }
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(difference(known, unknown))
                .as("medians of %d: %d and %d ns", known.size(), median(known), median(unknown))
                .isLessThan(DIFFERENCE);
    }

    private static boolean goesOn(List<Long> known, List<Long> unknown) {
        int count = known.size() + unknown.size();
        if (count < FIRST_LOOK) {
            return true;
        }
        double difference = difference(known, unknown);
        return difference < HOPELESS && (count < FEWEST || (difference >= DIFFERENCE && count < MOST));
    }

    /** Between the medians of all, or of the pairs, whichever chance has touched less. */
    private static double difference(List<Long> known, List<Long> unknown) {
        List<Long> millionths = new ArrayList<>();
        for (int i = 0; i < Math.min(known.size(), unknown.size()); i++) {
            millionths.add(1_000_000 * known.get(i) / unknown.get(i));
        }
        double ofAll = median(known) / (double) median(unknown);
        return Math.min(Math.abs(ofAll - 1), Math.abs(median(millionths) / 1e6 - 1));
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** A hash that costs next to nothing to compare with. */
    private static String cheap() {
        return Password.hash("x")
                .addRandomSalt(8)
                .with(Argon2Function.getInstance(8, 1, 1, 16, Argon2.ID))
                .getResult();
    }

    /** @param retryAfter what the answer says of when to come again, empty for nothing */
    private record Answer(int status, String retryAfter, String body) {}

    /** From that address of this machine. */
    private static Answer login(Members members, String from, String name, String password) throws IOException {
        String json = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
        String[] parts = Raw.sendFrom(
                        from,
                        members,
                        "POST /v1/auth/login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
                                + "Connection: close\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .split("\r\n\r\n", 2);
        assertThat(parts).hasSize(2);
        Matcher wait = RETRY.matcher(parts[0]);
        return new Answer(Integer.parseInt(parts[0].substring(9, 12)), wait.find() ? wait.group(1) : "", parts[1]);
    }
}
