package io.quotewire.gateway.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;

/**
 * A key and the chain of its certificate, which belong together and are valid.
 *
 * @param chain the gateway's own certificate first
 * @param notAfter when the first of the chain expires
 */
record KeyMaterial(PrivateKey key, List<X509Certificate> chain, Instant notAfter) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final byte[] SAMPLE = {'q', 'u', 'o', 't', 'e', 'w', 'i', 'r', 'e'};

    KeyMaterial {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files, of which these are the contents.
     *
     * @throws BadKeyMaterial unless all is in order at {@code now}
     */
    static KeyMaterial of(Path certificate, String certificateText, Path key, String keyText, Instant now)
            throws BadKeyMaterial {
        List<X509Certificate> chain = Pem.certificates(certificate, certificateText);
        PublicKey own = chain.getFirst().getPublicKey();
        PrivateKey secret = Pem.key(key, keyText, own.getAlgorithm());
        if (own instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new BadKeyMaterial(certificate + " has an RSA key of fewer than " + LEAST_RSA_BITS + " bits");
        }
        if (!belongs(secret, own)) {
            throw new BadKeyMaterial(key + " is not the key of the first certificate in " + certificate);
        }
        checkOrder(certificate, chain);
        return new KeyMaterial(secret, chain, checkTime(certificate, chain, now));
    }

    private static void checkOrder(Path certificate, List<X509Certificate> chain) throws BadKeyMaterial {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new BadKeyMaterial(certificate + " is out of order: the gateway's own certificate comes first,"
                        + " and behind each the one that issued it");
            }
        }
    }

    private static Instant checkTime(Path certificate, List<X509Certificate> chain, Instant now) throws BadKeyMaterial {
        Instant first = Instant.MAX;
        for (X509Certificate link : chain) {
            Instant from = link.getNotBefore().toInstant();
            Instant until = link.getNotAfter().toInstant();
            if (now.isBefore(from)) {
                throw new BadKeyMaterial(certificate + " is not valid before " + from);
            }
            if (now.isAfter(until)) {
                throw new BadKeyMaterial(certificate + " has expired, on " + until);
            }
            first = until.isBefore(first) ? until : first;
        }
        return first;
    }

    /** Whether what the one signs the other verifies. */
    private static boolean belongs(PrivateKey secret, PublicKey own) {
        String name = switch (own.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> own.getAlgorithm();
        };
        try {
            Signature pen = Signature.getInstance(name);
            pen.initSign(secret);
            pen.update(SAMPLE);
            byte[] signed = pen.sign();
            pen.initVerify(own);
            pen.update(SAMPLE);
            return pen.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Without the key: this may be logged. */
    @Override
    public String toString() {
        return chain.getFirst().getSubjectX500Principal() + " until " + notAfter;
    }
}
