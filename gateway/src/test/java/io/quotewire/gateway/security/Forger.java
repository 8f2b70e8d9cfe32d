package io.quotewire.gateway.security;

import io.quotewire.gateway.Members;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes access tokens that the gateway did not, of one that it did, with its own secret or another. */
final class Forger {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String token;
    private final byte[] secret;

    private Forger(String token, byte[] secret) {
        this.token = token;
        this.secret = secret;
    }

    /** Who has read the gateway's file of keys, and has an account. */
    static Forger of(Members members) throws Exception {
        members.add("ada");
        String line = Files.readAllLines(members.keys()).getFirst();
        return new Forger(members.token("ada"), Base64.getUrlDecoder().decode(line.split(" ", -1)[2]));
    }

    /** As the gateway gave it. */
    String token() {
        return token;
    }

    /** The same with other words in its header, rightly signed. */
    String withHeader(UnaryOperator<String> change) throws Exception {
        return signed(change.apply(header()), payload(), "HmacSHA256", secret);
    }

    /** The same with other words in what it claims, rightly signed. */
    String withClaims(UnaryOperator<String> change) throws Exception {
        String changed = change.apply(payload());
        if (changed.equals(payload())) {
            throw new IllegalArgumentException("nothing was changed in " + changed);
        }
        return signed(header(), changed, "HmacSHA256", secret);
    }

    /** The same with that header, signed by what stands for another key or way. */
    String signedBy(String header, String algorithm, byte[] key) throws Exception {
        return signed(header, payload(), algorithm, key);
    }

    /** The same with that header, and these bytes as its signature. */
    String withSignature(String header, byte[] signature) {
        return encoded(header) + "." + part(1) + "." + ENCODER.encodeToString(signature);
    }

    byte[] secret() {
        return secret.clone();
    }

    String header() {
        return decoded(0);
    }

    private String payload() {
        return decoded(1);
    }

    private String decoded(int part) {
        return new String(Base64.getUrlDecoder().decode(part(part)), StandardCharsets.UTF_8);
    }

    private String part(int index) {
        return token.split("\\.", -1)[index];
    }

    private static String signed(String header, String payload, String algorithm, byte[] key) throws Exception {
        String text = encoded(header) + "." + encoded(payload);
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return text + "." + ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
