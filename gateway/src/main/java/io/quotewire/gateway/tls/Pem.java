package io.quotewire.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what RFC 7468 calls textual encodings: blocks of Base64 between two lines that name them. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----((?:[^-]++|-(?!----))*+)-----END ([A-Z0-9 ]++)-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    private record Block(String label, String body) {}

    /** All certificates, in their order. */
    static List<X509Certificate> certificates(Path file, String text) throws BadKeyMaterial {
        List<X509Certificate> chain = new ArrayList<>();
        for (Block block : blocks(file, text)) {
            if (block.label.equals(CERTIFICATE)) {
                chain.add(certificate(file, decode(file, block)));
            }
        }
        if (chain.isEmpty()) {
            throw new BadKeyMaterial(
                    file + " has no -----BEGIN CERTIFICATE-----: it must be the certificate's chain in PEM");
        }
        return chain;
    }

    /**
     * The key.
     *
     * @param algorithm of the key that the certificate has
     */
    static PrivateKey key(Path file, String text, String algorithm) throws BadKeyMaterial {
        for (Block block : blocks(file, text)) {
            if (block.label.equals(KEY)) {
                return decoded(file, decode(file, block), algorithm);
            }
            if (block.label.endsWith(KEY)) {
                throw new BadKeyMaterial("%s is %s, and must be PKCS#8 without a password: %s"
                        .formatted(
                                file,
                                block.label.startsWith("ENCRYPTED") || block.body.contains("ENCRYPTED")
                                        ? "encrypted"
                                        : "of an older form (" + block.label + ")",
                                "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem"));
            }
        }
        throw new BadKeyMaterial(file + " has no -----BEGIN PRIVATE KEY-----: it must be the key in PEM, PKCS#8");
    }

    private static List<Block> blocks(Path file, String text) throws BadKeyMaterial {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        int end = 0;
        while (found.find()) {
            if (!found.group(1).equals(found.group(3))) {
                throw new BadKeyMaterial(file + " has a BEGIN " + found.group(1) + " that ends as " + found.group(3));
            }
            blocks.add(new Block(found.group(1), found.group(2)));
            end = found.end();
        }
        if (text.indexOf("-----BEGIN ", end) >= 0) {
            throw new BadKeyMaterial(file + " is cut: its last block has no end");
        }
        return blocks;
    }

    private static byte[] decode(Path file, Block block) throws BadKeyMaterial {
        try {
            return Base64.getDecoder().decode(block.body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new BadKeyMaterial(file + " has a " + block.label + " that is no Base64", e);
        }
    }

    private static X509Certificate certificate(Path file, byte[] encoded) throws BadKeyMaterial {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new BadKeyMaterial(file + " has a certificate that cannot be read", e);
        }
    }

    private static PrivateKey decoded(Path file, byte[] encoded, String algorithm) throws BadKeyMaterial {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new BadKeyMaterial(file + " is no " + algorithm + " key, which the certificate wants", e);
        }
    }
}
