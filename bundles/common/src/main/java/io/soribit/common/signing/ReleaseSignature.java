// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signature of a release: a line {@code soribit-release-signature 1 KEY SIGNATURE}, the latter an
 * Ed25519 signature in Base64 of the SHA-256 of the list of its files.
 */
public final class ReleaseSignature {
    /** Where people list the keys that they trust, in the data folder: not those of models. */
    public static final String KEYS = "etc/release-keys";

    private static final Pattern LINE =
            Pattern.compile(
                    "soribit-release-signature 1 ("
                            + ModelSignature.NAME
                            + ") ([A-Za-z0-9+/]{86}==)\\s*");

    private ReleaseSignature() {}

    /** The file of a signature. */
    public static String sign(String key, PrivateKey secret, byte[] list)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(secret);
        signer.update(signedText(list));
        String text = Base64.getEncoder().encodeToString(signer.sign());
        return "soribit-release-signature 1 " + key + " " + text + "\n";
    }

    /**
     * Checks a signature.
     *
     * @param file of the signature
     * @return the name of the key
     * @throws IOException why it is not valid, and what to do
     */
    public static String verify(String file, byte[] list, TrustedKeys trusted) throws IOException {
        Matcher line = LINE.matcher(file);
        if (!line.matches()) {
            throw new IOException("its signature is malformed: fetch the release again");
        }
        String name = line.group(1);
        @Nullable PublicKey key = trusted.read().get(name);
        if (key == null) {
            throw new IOException(
                    "it is signed with the key '"
                            + name
                            + "', which is not in "
                            + KEYS
                            + ": if you trust whoever has it, add it there");
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signedText(list));
            if (verifier.verify(Base64.getDecoder().decode(line.group(2)))) {
                return name;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("its signature cannot be checked: " + e.getMessage(), e);
        }
        throw new IOException(
                "its signature is not of '"
                        + name
                        + "', or it was changed since: fetch the release again");
    }

    private static byte[] signedText(byte[] list) {
        return ("soribit release 1\n" + ModelParts.sha256(list) + "\n").getBytes(UTF_8);
    }
}
