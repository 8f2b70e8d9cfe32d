package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Listener;
import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What somebody may make of tokens. */
final class TokenChecks {
    private static final String TOKENS = "gateway.auth.AccessTokens";

    static final List<Check> ALL = List.of(
            Check.of(3, "a token in an address is kept somewhere", TokenChecks::addresses)
                    .by(Protection.idle("gateway.http.Doorkeeper", "checkNoSecret")),
            Check.of(4, "a token is signed in a way that the sender chose", TokenChecks::algorithms)
                    .by(TOKENS, "isSigned", true),
            Check.of(5, "a token's header names the key", TokenChecks::headers)
                    .by("gateway.auth.SigningKeys", "of", new Protection.Call("newest")),
            Check.of(6, "a token claims what it must not", TokenChecks::claims)
                    .by(TOKENS, "isForUs", true)
                    .by(TOKENS, "leewayUs", 1L << 50)
                    .by(TOKENS, "isOurs", true));

    private TokenChecks() {}

    private static void addresses(Members members) throws Exception {
        members.add("ada");
        String token = members.token("ada");
        String ticket = Members.field(
                members.post("/v1/auth/ticket", "{}", Members.bearer(token)).body(), "ticket");
        assertThat(at(members, "/v1/ws?ticket=" + ticket)).startsWith("HTTP/1.1 101 ");
        assertThat(at(members, "/v1/ws?ticket=" + ticket))
                .startsWith("HTTP/1.1 401 ")
                .doesNotContain(ticket);
        for (String name :
                List.of("token", "access_token", "%74oken", "Bearer", "jwt", "api_key", "apikey", "password")) {
            for (String target : List.of("/v1/ws", "/v1/stream", "/v1/last/trade:okx:BTC-USDT", "/", "/nowhere")) {
                assertThat(at(members, target + "?" + name + "=" + token))
                        .as("%s?%s", target, name)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("token-in-url", "\r\nReferrer-Policy: no-referrer\r\n")
                        .doesNotContain(token);
            }
        }
        Listener socket = members.connectAsBrowser(token);
        socket.next();
        assertThat(socket.protocol()).isEqualTo("quotewire.v1");
        members.add("root", Role.ADMIN, Scope.EVERYTHING);
        assertThat(members.get("/metrics", Members.bearer(members.token("root")))
                        .body())
                .contains("quotewire_http_refused_total")
                .doesNotContain(token, ticket);
    }

    private static String at(Members members, String target) throws IOException {
        try (Peer peer = Raw.connect(members)) {
            peer.send(Peer.handshakeAt(target, "Connection: close"));
            String head = peer.readHead();
            return head.startsWith("HTTP/1.1 101 ") ? head : head + peer.readAll();
        }
    }

    private static void algorithms(Members members) throws Exception {
        Forger forger = Forger.of(members);
        String header = forger.header();
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        accepted(members, forger.token());
        for (String other :
                List.of("none", "None", "NONE", "nOnE", "", "HS512", "HS384", "RS256", "ES256", "PS256", "EdDSA")) {
            String changed = header.replace("HS256", other);
            String empty = forger.withSignature(changed, new byte[0]);
            refused(members, other + " without a signature", empty);
            refused(members, other + " without a dot", empty.substring(0, empty.length() - 1));
            refused(members, other + " and HMAC", forger.signedBy(changed, "HmacSHA256", forger.secret()));
            refused(members, other + ", r = s = 0", forger.withSignature(changed, new byte[64]));
        }
        refused(members, "HS512", forger.signedBy(header.replace("HS256", "HS512"), "HmacSHA512", forger.secret()));
        refused(
                members,
                "a public key as secret",
                forger.signedBy(header, "HmacSHA256", pair.getPublic().getEncoded()));
        refused(members, "an empty signature", forger.withSignature(header, new byte[0]));
        refused(members, "a signature of zeros", forger.withSignature(header, new byte[32]));
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(pair.getPrivate());
        String text = forger.withSignature(header.replace("HS256", "RS256"), new byte[0]);
        rsa.update(text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII));
        refused(members, "RS256", forger.withSignature(header.replace("HS256", "RS256"), rsa.sign()));
        for (String dots :
                List.of(".", "..", "...", forger.token() + ".", "." + forger.token(), forger.token() + "..x")) {
            refused(members, "dots", dots);
        }
    }

    private static void headers(Members members) throws Exception {
        Forger forger = Forger.of(members);
        accepted(members, forger.withHeader(header -> header));
        for (String kid : List.of("../../dev/null", "/dev/null", "' OR 1=1", "", "*", "k0", "https://evil.test/key")) {
            refused(
                    members,
                    "kid " + kid,
                    forger.withHeader(header -> header.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"" + kid + "\"")));
        }
        refused(members, "no kid", forger.withHeader(header -> header.replaceFirst(",?\"kid\":\"[^\"]*\"", "")));
        byte[] own = "a key of the attacker, which is long enough".getBytes(StandardCharsets.US_ASCII);
        String jwk = "{\"kty\":\"oct\",\"k\":\"YSBrZXkgb2YgdGhlIGF0dGFja2VyLCB3aGljaCBpcyBsb25nIGVub3VnaA\"}";
        for (String named : List.of(
                "\"jwk\":" + jwk,
                "\"jku\":\"https://evil.test/keys\"",
                "\"x5u\":\"https://evil.test/c\"",
                "\"x5c\":[\"MII\"]")) {
            refused(
                    members,
                    named,
                    forger.signedBy(forger.header().replaceFirst("\\{", "{" + named + ","), "HmacSHA256", own));
        }
        refused(
                members,
                "crit",
                forger.withHeader(header -> header.replaceFirst("\\{", "{\"crit\":[\"exp\"],\"exp\":1,")));
    }

    private static void claims(Members members) throws Exception {
        Forger forger = Forger.of(members);
        long nowS = Instant.now().getEpochSecond();
        accepted(members, forger.withClaims(claims -> claims.replace("\"topics_each\"", " \"topics_each\"")));
        for (String name : List.of("iss", "aud", "sub", "exp", "iat", "nbf", "sid", "role")) {
            refused(members, "without " + name, forger.withClaims(claims -> without(claims, name)));
        }
        Map.of(
                        "iss", "\"another\"",
                        "aud", "\"another\"",
                        "sub", "\"ada\"",
                        "role", "\"ROOT\"",
                        "nbf", Long.toString(nowS + 300),
                        "iat", Long.toString(nowS + 300),
                        "exp", Long.toString(nowS + 3_600))
                .forEach((name, value) -> refusedClaim(members, forger, name, value));
        refused(members, "another typ", forger.withHeader(header -> header.replace("at+jwt", "JWT")));
        String login = members.login("ada", Members.PASSWORD).body();
        String refresh = Members.field(login, "refresh_token");
        refused(members, "a refresh token", refresh);
        refused(members, "a key that is none", "qw_abcdefgh_" + "x".repeat(43));
        HttpResponse<String> renewed =
                members.post("/v1/auth/refresh", "{\"refresh_token\":\"" + forger.token() + "\"}");
        assertThat(renewed.statusCode()).as("an access token renews").isEqualTo(401);
        assertThat(members.get("/v1/me", "X-API-Key", forger.token()).statusCode())
                .as("a token as a key")
                .isEqualTo(401);
        Premises.pass(Duration.ofMinutes(12));
        refused(members, "a token that is over", forger.token());
    }

    private static void refusedClaim(Members members, Forger forger, String name, String value) {
        try {
            refused(
                    members,
                    name + " " + value,
                    forger.withClaims(claims -> claims.replaceFirst(
                            "\"" + name + "\":(\"[^\"]*\"|\\[[^]]*]|[0-9]+)", "\"" + name + "\":" + value)));
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String without(String claims, String name) {
        return claims.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\[[^]]*]|[0-9]+),?", "")
                .replace(",}", "}");
    }

    private static void accepted(Members members, String token) throws Exception {
        assertThat(members.get("/v1/me", Members.bearer(token)).statusCode()).isEqualTo(200);
    }

    /** Over HTTP, and in the handshake of a WebSocket. */
    private static void refused(Members members, String what, String token) throws Exception {
        assertThat(members.get("/v1/me", Members.bearer(token)).statusCode())
                .as("%s: %s", what, token)
                .isEqualTo(401);
        assertThat(Raw.handshake(members, "Authorization: Bearer " + token))
                .as("%s: %s", what, token)
                .startsWith("HTTP/1.1 401 ");
    }
}
