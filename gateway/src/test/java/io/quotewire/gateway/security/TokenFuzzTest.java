package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Verdict;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, keys and tickets that were touched: they open nothing, and break nothing. */
class TokenFuzzTest {
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();
    private static final List<String> WORDS = List.of(
            ".",
            "..",
            "=",
            "==",
            "A",
            "_",
            "-",
            "+",
            "/",
            " ",
            "\n",
            "\0",
            "e30",
            "eyJ",
            "qw_",
            "\u00ff",
            "ey".repeat(5_000));
    private static final List<String> JSON = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "99999999999999999999",
            "\\u0000",
            "\"alg\":\"none\",",
            "\"crit\":[\"exp\"],",
            "\"b64\":false,",
            "\"zip\":\"DEF\",",
            "\"enc\":\"A128GCM\",",
            "\"jwk\":{},");

    /** A token's own life, what clocks may differ by, at both ends, and a second that is not whole. */
    private static final long LONGEST_US =
            Duration.ofMinutes(15).plusSeconds(121).toNanos() / 1_000;

    @TempDir
    private Path folder;

    private Members members;
    private Gatekeeper gate;

    @BeforeEach
    void open() throws Exception {
        members = Premises.open(folder, AuthMode.REQUIRED);
        gate = members.reception().gate();
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Test
    void token_touched_opensNothing() throws Exception {
        members.add("ada");
        String token = members.token("ada");
        Fuzz.run(random -> {
            String other = new Mutation(random, WORDS).of(token);
            assertThat(known(Credentials.bearer(other))).as(other).isEqualTo(other.equals(token));
        });
    }

    @Test
    void key_touched_opensNothing() throws Exception {
        members.add("ada");
        String key = members.key("ada", "{\"name\":\"bot\"}");
        Fuzz.run(random -> {
            String other = new Mutation(random, WORDS).of(key);
            assertThat(known(Credentials.key(other))).as(other).isEqualTo(other.equals(key));
            assertThat(known(Credentials.bearer(other))).as(other).isEqualTo(other.equals(key));
        });
    }

    @Test
    void ticket_touched_opensNothingAndIsGoodAfterwards() throws Exception {
        members.add("ada");
        String[] ada = Members.bearer(members.token("ada"));
        String ticket = Members.field(members.post("/v1/auth/ticket", "{}", ada).body(), "ticket");
        Fuzz.run(random -> {
            String other = new Mutation(random, WORDS).of(ticket);
            assertThat(!other.equals(ticket) && known(Credentials.ticket(other)))
                    .as(other)
                    .isFalse();
        });
    }

    /** Who had the key could say anything: also then nothing lasts longer, and nothing breaks. */
    @Test
    void token_ofAnythingSigned_isReadOrRefused() throws Exception {
        Forger forger = Forger.of(members);
        Fuzz.run(random -> {
            Mutation mutation = new Mutation(random, JSON);
            String token = random.nextBoolean() ? forger.withHeader(mutation::of) : forger.withClaims(mutation(random));
            Verdict verdict = gate.verify(Credentials.bearer(token), HOME);
            if (verdict instanceof Verdict.Known(Principal who)) {
                assertThat(who.expiresUs()).isLessThanOrEqualTo(Members.CLOCK.nowUs() + LONGEST_US);
            }
        });
    }

    private static UnaryOperator<String> mutation(SplittableRandom random) {
        return claims -> {
            String other = claims;
            while (other.equals(claims)) {
                other = new Mutation(random, JSON).of(claims);
            }
            return other;
        };
    }

    private boolean known(Credentials shown) {
        return gate.verify(shown, HOME) instanceof Verdict.Known;
    }
}
