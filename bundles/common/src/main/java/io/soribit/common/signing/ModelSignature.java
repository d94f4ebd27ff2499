// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature of a model: a line {@code soribit-model-signature 1 KEY SIGNATURE}, the latter an
 * Ed25519 signature of {@link ModelParts#signedText} in Base64.
 *
 * @param key the name of the key, as the list of trusted keys has it
 * @param signature of 64 bytes, in Base64
 */
public record ModelSignature(String key, String signature) {
    /** How a name of a key is written. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final String ALGORITHM = "Ed25519";
    private static final int MOST_LENGTH = 1_000;
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*soribit-model-signature 1 (" + NAME + ") ([A-Za-z0-9+/]{86}==)\\s*");

    /**
     * Reads a file of a signature.
     *
     * @throws IOException if it is malformed
     */
    public static ModelSignature parse(String file) throws IOException {
        Matcher line = LINE.matcher(file);
        if (file.length() > MOST_LENGTH || !line.matches()) {
            throw new IOException(
                    "its signature is malformed: it is one line, soribit-model-signature 1 KEY"
                            + " BASE64");
        }
        return new ModelSignature(line.group(1), line.group(2));
    }

    /** The file of it. */
    public String text() {
        return "soribit-model-signature 1 " + key + " " + signature + "\n";
    }

    /** Signs a model. */
    public static ModelSignature sign(String key, PrivateKey secret, ModelParts model)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(secret);
        signer.update(model.signedText());
        return new ModelSignature(key, Base64.getEncoder().encodeToString(signer.sign()));
    }

    /** Whether it is the signature of a model by a key. */
    public boolean isOf(ModelParts model, PublicKey trusted) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(trusted);
            verifier.update(model.signedText());
            return verifier.verify(decode(signature));
        } catch (GeneralSecurityException e) {
            return false; // no signature of this algorithm
        }
    }

    /**
     * Reads a public key, X.509 in Base64.
     *
     * @throws GeneralSecurityException if it is none of Ed25519
     */
    public static PublicKey publicKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(decode(base64)));
    }

    /**
     * Reads a secret key, PKCS #8 in Base64.
     *
     * @throws GeneralSecurityException if it is none of Ed25519
     */
    public static PrivateKey secretKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePrivate(new PKCS8EncodedKeySpec(decode(base64)));
    }

    private static byte[] decode(String base64) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is no Base64", e);
        }
    }
}
