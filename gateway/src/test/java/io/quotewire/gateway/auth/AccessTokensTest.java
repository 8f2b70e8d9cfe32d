package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Topic;
import io.quotewire.store.Account;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final long NOW_US = TimeUnit.SECONDS.toMicros(1_732_115_000) + 17;
    private static final Account ADA = new Account(
            7,
            "ada",
            Role.ADMIN,
            new Scope(List.of("ticker:*:BTC-*", "book:okx:*"), List.of(0, 1_000), 3, 50, 20),
            false,
            1,
            1);

    @TempDir
    private Path folder;

    private SigningKeys keys;
    private AccessTokens tokens;

    @BeforeEach
    void open() throws IOException {
        keys = SigningKeys.open(folder.resolve("keys"), NOW_US);
        tokens = new AccessTokens(keys, Duration.ofMinutes(10));
    }

    @Test
    void issued_isReadAsWhoItIsFor() {
        AccessTokens.Issued issued = tokens.issue(ADA, 21, 5, NOW_US);

        Principal who = known(issued.text(), NOW_US);
        assertThat(who.account()).isEqualTo(7);
        assertThat(who.name()).isEqualTo("ada");
        assertThat(who.admin()).isTrue();
        assertThat(who.login()).isEqualTo(21);
        assertThat(who.key()).isZero();
        assertThat(who.knownSeq()).isEqualTo(5);
        assertThat(who.entitlement()).isEqualTo(Entitlement.of(ADA.scope()));
        assertThat(who.entitlement().sees(Topic.parse("book.5:okx:ETH-USDT"))).isTrue();
        assertThat(who.entitlement().sees(Topic.parse("ticker:okx:ETH-USDT"))).isFalse();
    }

    @Test
    void expiry_isKeptWithinAMinute() {
        AccessTokens.Issued issued = tokens.issue(ADA, 21, 5, NOW_US);
        long minuteUs = TimeUnit.MINUTES.toMicros(1);

        assertThat(issued.expiresUs()).isBetween(NOW_US + 10 * minuteUs - 1_000_000, NOW_US + 10 * minuteUs);
        assertThat(known(issued.text(), issued.expiresUs() + minuteUs - 1).expiresUs())
                .isEqualTo(issued.expiresUs() + minuteUs);
        assertThat(code(issued.text(), issued.expiresUs() + minuteUs)).isEqualTo(ErrorCode.EXPIRED);
    }

    @Test
    void claims_wrongOrMissing_areRefused() throws Exception {
        assertThat(code(signed(claims -> claims), NOW_US)).isNull();
        for (String name : List.of(
                "iss",
                "aud",
                "sub",
                "iat",
                "nbf",
                "exp",
                "sid",
                "seq",
                "name",
                "role",
                "topics",
                "rates_ms",
                "connections",
                "topics_each",
                "depth")) {
            assertThat(code(signed(claims -> claims.claim(name, null)), NOW_US))
                    .as("without " + name)
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
        assertRefused(claims -> claims.issuer("another"));
        assertRefused(claims -> claims.audience("another"));
        assertRefused(claims -> claims.audience(List.of("quotewire", "another")));
        assertRefused(claims -> claims.notBeforeTime(at(120)));
        assertRefused(claims -> claims.issueTime(at(120)));
        assertRefused(claims -> claims.expirationTime(at(16 * 60)));
        assertRefused(claims -> claims.subject("ada"));
        assertRefused(claims -> claims.claim("role", "ROOT"));
        assertRefused(claims -> claims.claim("depth", 4_000));
        assertRefused(claims -> claims.claim("topics", "*"));
    }

    @Test
    void header_another_isRefusedWhateverItNames() throws Exception {
        byte[] secret = keys.newest().secret();
        byte[] own = "a key of the attacker, long enough!!".getBytes(StandardCharsets.US_ASCII);

        assertRefused(header().keyID("../../dev/null"), secret);
        assertRefused(header().keyID("' OR 1=1"), secret);
        assertRefused(header().keyID(null), secret);
        assertRefused(header().type(JOSEObjectType.JWT), secret);
        assertRefused(header().criticalParams(Set.of("exp")).customParam("exp", 1), secret);
        assertRefused(header().jwkURL(URI.create("https://evil.test/keys")), own);
    }

    @Test
    void algorithm_another_isRefused() throws Exception {
        String[] parts = token().split("\\.", -1);
        for (String algorithm : List.of("none", "None", "NONE", "HS512", "RS256", "ES256", "")) {
            String header = Base64URL.encode("{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"
                            .formatted(algorithm, keys.newest().id()))
                    .toString();
            assertThat(code(header + "." + parts[1] + ".", NOW_US))
                    .as(algorithm)
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
            assertThat(code(header + "." + parts[1] + "." + parts[2], NOW_US))
                    .as(algorithm)
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "eyJ", "qw_x", "\u0000", "e30.e30.", "e30.e30.e30.e30.e30"})
    void text_thatIsNoToken_isRefused(String text) {
        assertThat(code(text, NOW_US)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void token_withAnyLetterChanged_isRefused() {
        String token = token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(code(token.substring(0, i) + other + token.substring(i + 1), NOW_US))
                    .as("at " + i)
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
        char last = token.charAt(token.length() - 1);
        for (String same :
                List.of((char) (last + 1) + "", last + "=", last + " ", last + "!")) { // Bits that say nothing.
            assertThat(code(token.substring(0, token.length() - 1) + same, NOW_US))
                    .as("with " + same)
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
        assertThat(code(token + ".", NOW_US)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(code(token + "x".repeat(10_000), NOW_US)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void key_another_signsAndTheOldOneStillVerifies() throws IOException {
        String old = token();
        long laterUs = NOW_US + TimeUnit.MINUTES.toMicros(5);
        keys.renew(laterUs, Duration.ofMinutes(5), Duration.ofMinutes(16));

        String fresh = tokens.issue(ADA, 1, 5, laterUs).text();

        assertThat(code(old, laterUs)).isNull();
        assertThat(code(fresh, laterUs)).isNull();
        assertThat(fresh.substring(0, fresh.indexOf('.'))).isNotEqualTo(old.substring(0, old.indexOf('.')));
    }

    @Test
    void token_ofAnotherGatewayWithTheSameKeys_isReadOnceTheirsAre() throws IOException {
        long laterUs = NOW_US + TimeUnit.MINUTES.toMicros(5);
        SigningKeys theirs = SigningKeys.open(folder.resolve("keys"), NOW_US);
        theirs.renew(laterUs, Duration.ofMinutes(5), Duration.ofMinutes(16));
        String token = new AccessTokens(theirs, Duration.ofMinutes(10))
                .issue(ADA, 1, 5, laterUs)
                .text();

        assertThat(tokens.glance(token, laterUs)).as("without waiting").isNull();
        assertThat(known(token, laterUs).account()).isEqualTo(7);
        assertThat(tokens.glance(token, laterUs)).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void key_thatNobodyHas_isLookedForOnceInASecond() throws Exception {
        String token = sign(
                header().keyID("k0").build(), claims(all -> all), keys.newest().secret());
        long laterUs = NOW_US + SigningKeys.AGAIN_US;

        assertThat(tokens.glance(token, laterUs - 1)).isInstanceOf(Verdict.Refused.class);
        assertThat(tokens.glance(token, laterUs)).isNull();
        assertThat(code(token, laterUs)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(tokens.glance(token, laterUs)).isInstanceOf(Verdict.Refused.class);
    }

    private void assertRefused(JWSHeader.Builder header, byte[] secret) throws Exception {
        assertThat(code(sign(header.build(), claims(all -> all), secret), NOW_US))
                .isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        assertThat(code(signed(change), NOW_US)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    private String token() {
        return tokens.issue(ADA, 1, 5, NOW_US).text();
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return sign(header().build(), claims(change), keys.newest().secret());
    }

    /** The claims of a real token, changed. */
    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        JWTClaimsSet real = SignedJWT.parse(token()).getJWTClaimsSet();
        return change.apply(new JWTClaimsSet.Builder(real)).build();
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, byte[] secret) throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(type())
                .keyID(keys.newest().id());
    }

    private static JOSEObjectType type() {
        return new JOSEObjectType("at+jwt");
    }

    private static Date at(int secondsLater) {
        return Date.from(Instant.ofEpochSecond(NOW_US / 1_000_000 + secondsLater));
    }

    private Principal known(String text, long nowUs) {
        return ((Verdict.Known) tokens.verify(text, nowUs)).principal();
    }

    /** Why it is refused; null where it is not. */
    private @Nullable ErrorCode code(String text, long nowUs) {
        return tokens.verify(text, nowUs) instanceof Verdict.Refused refused ? refused.code() : null;
    }
}
