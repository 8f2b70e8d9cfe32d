package io.quotewire.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quotewire.model.ErrorCode;
import io.quotewire.store.Account;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes access tokens and reads them: short-lived, signed by HMAC with SHA-256, with all that a lane needs to know in them, so
 * that it asks nobody.
 *
 * <p>One algorithm is spoken and no other, whatever a token's header says; the key is found by its name among our own; what else
 * a header names (addresses of keys, keys) is not looked at.
 *
 * <p><b>Threads:</b> any; nothing blocks but {@link #verify}, where a token names a key that is not known.
 */
final class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String ISSUER = "quotewire";
    private static final int LONGEST = 8_192;
    private static final Verdict.Refused BAD =
            new Verdict.Refused(ErrorCode.BAD_CREDENTIALS, "the token is not one of this gateway");

    static final Duration LONGEST_LIFE = Duration.ofMinutes(15);

    /** Clocks of several nodes differ by so much at most. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private final SigningKeys keys;
    private final Duration lifetime;

    /**
     * A token that is told once.
     *
     * @param expiresUs microseconds since 1970
     */
    record Issued(String text, long expiresUs) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[expiresUs=" + expiresUs + "]";
        }
    }

    /** @param lifetime of a token, to {@link #LONGEST_LIFE} */
    AccessTokens(SigningKeys keys, Duration lifetime) {
        this.keys = keys;
        this.lifetime = lifetime;
    }

    /**
     * A token for who came by {@code login}. Its times are whole seconds, as the format has them.
     *
     * @param knownSeq number of the last revocation before {@code account} was looked up
     */
    Issued issue(Account account, long login, long knownSeq, long nowUs) {
        long nowS = TimeUnit.MICROSECONDS.toSeconds(nowUs);
        long expiresS = nowS + lifetime.toSeconds();
        SigningKeys.Key key = keys.newest();
        Scope scope = account.scope();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject(Long.toString(account.id()))
                .issueTime(date(nowS))
                .notBeforeTime(date(nowS))
                .expirationTime(date(expiresS))
                .claim("sid", login)
                .claim("seq", knownSeq)
                .claim("name", account.name())
                .claim("role", account.role().name())
                .claim("topics", scope.topics())
                .claim("rates_ms", scope.ratesMs())
                .claim("connections", scope.connections())
                .claim("topics_each", scope.topicsPerConnection())
                .claim("depth", scope.depth())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(TYPE)
                        .keyID(key.id())
                        .build(),
                claims);
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException keysAreLongEnough) {
            throw new IllegalStateException("signing", keysAreLongEnough);
        }
        return new Issued(token.serialize(), TimeUnit.SECONDS.toMicros(expiresS));
    }

    /** Whose token it is, as far as that is known without waiting; null where it names a key that has to be looked for. */
    @Nullable
    Verdict glance(String text, long nowUs) {
        boolean elsewhere = keys.mayHaveOthers(nowUs); // First: what is read meanwhile is seen then.
        return verdict(text, nowUs, id -> elsewhere && keys.of(id) == null);
    }

    /** Whose token it is; may wait for the disk. */
    Verdict verify(String text, long nowUs) {
        return Objects.requireNonNull(verdict(text, nowUs, id -> {
            if (keys.of(id) == null) {
                keys.readAgain(nowUs);
            }
            return false;
        }));
    }

    /** @param later whether it cannot be told now whose token one is that is signed with the key of that name */
    private @Nullable Verdict verdict(String text, long nowUs, Predicate<String> later) {
        try {
            SignedJWT token = parsed(text);
            String id = token == null ? null : token.getHeader().getKeyID();
            if (token == null || id == null || !isOurs(token.getHeader())) {
                return BAD;
            }
            return later.test(id) ? null : verdict(token, keys.of(id), nowUs);
        } catch (ParseException | JOSEException | RuntimeException notAToken) {
            return BAD; // The library throws many things at bytes that are none.
        }
    }

    /** Null where it is too long, or written otherwise than it was given: the last letter of a signature has bits to spare. */
    private static @Nullable SignedJWT parsed(String text) throws ParseException {
        if (text.length() > LONGEST) {
            return null;
        }
        SignedJWT token = SignedJWT.parse(text);
        Base64URL signature = token.getSignature();
        boolean same = Base64URL.encode(signature.decode()).equals(signature)
                && token.serialize().equals(text);
        return same ? token : null;
    }

    private static boolean isOurs(JWSHeader header) {
        return JWSAlgorithm.HS256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && header.getCriticalParams() == null;
    }

    private Verdict verdict(SignedJWT token, SigningKeys.@Nullable Key key, long nowUs)
            throws ParseException, JOSEException {
        return key != null && isSigned(token, key) ? holder(token.getJWTClaimsSet(), nowUs) : BAD;
    }

    private static boolean isSigned(SignedJWT token, SigningKeys.Key key) throws JOSEException {
        return token.verify(new MACVerifier(key.secret()));
    }

    private Verdict holder(JWTClaimsSet claims, long nowUs) throws ParseException {
        long expiresUs = us(claims.getExpirationTime());
        if (!isForUs(claims, nowUs)) {
            return BAD;
        }
        if (expiresUs + leewayUs() <= nowUs) {
            return new Verdict.Refused(ErrorCode.EXPIRED, "the token has expired: renew it");
        }
        return new Verdict.Known(new Principal(
                Long.parseLong(claims.getSubject()),
                Objects.requireNonNull(claims.getStringClaim("name")),
                Role.valueOf(claims.getStringClaim("role")) == Role.ADMIN,
                Entitlement.of(scope(claims)),
                Objects.requireNonNull(claims.getLongClaim("sid")),
                0,
                Objects.requireNonNull(claims.getLongClaim("seq")),
                expiresUs + leewayUs()));
    }

    private static boolean isForUs(JWTClaimsSet claims, long nowUs) {
        long issuedUs = us(claims.getIssueTime());
        return ISSUER.equals(claims.getIssuer())
                && List.of(ISSUER).equals(claims.getAudience())
                && us(claims.getNotBeforeTime()) <= nowUs + leewayUs()
                && issuedUs <= nowUs + leewayUs()
                && us(claims.getExpirationTime()) - issuedUs <= LONGEST_LIFE.toNanos() / 1_000;
    }

    private static Scope scope(JWTClaimsSet claims) throws ParseException {
        return new Scope(
                Objects.requireNonNull(claims.getStringListClaim("topics")),
                claims.getListClaim("rates_ms").stream()
                        .map(rate -> ((Number) rate).intValue())
                        .toList(),
                Objects.requireNonNull(claims.getIntegerClaim("connections")),
                Objects.requireNonNull(claims.getIntegerClaim("topics_each")),
                Objects.requireNonNull(claims.getIntegerClaim("depth")));
    }

    private static Date date(long seconds) {
        return Date.from(Instant.ofEpochSecond(seconds));
    }

    private static long us(@Nullable Date date) {
        return TimeUnit.SECONDS.toMicros(
                Objects.requireNonNull(date, "a time is missing").toInstant().getEpochSecond());
    }

    private static long leewayUs() {
        return LEEWAY.toNanos() / 1_000;
    }
}
