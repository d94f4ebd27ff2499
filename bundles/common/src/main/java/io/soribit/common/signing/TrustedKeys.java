// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.signing;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose models are trusted: a file with a line {@code NAME KEY} each, an Ed25519 public key (X.509)
 * in Base64. Lines that begin with {@code #} are comments.
 */
public final class TrustedKeys {
    /** Where people write it, in the data folder. */
    public static final String FILE = "etc/model-keys";

    private static final Logger LOG = LoggerFactory.getLogger(TrustedKeys.class);

    /** The key of a signature is not in the list. */
    public static final class UnknownKeyException extends IOException {
        private static final long serialVersionUID = 1;

        UnknownKeyException(String message) {
            super(message);
        }
    }

    private final Path file;

    /** A file that need not exist. */
    public TrustedKeys(Path file) {
        this.file = file;
    }

    /** The keys by name; lines that are malformed are logged and left out. */
    public Map<String, PublicKey> read() throws IOException {
        Map<String, PublicKey> keys = new TreeMap<>();
        for (String line : new StateFile(file).readLines()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts[0].isEmpty() || parts[0].startsWith("#")) {
                continue;
            }
            try {
                if (parts.length < 2 || !parts[0].matches(ModelSignature.NAME)) {
                    throw new GeneralSecurityException("a line is NAME KEY");
                }
                keys.put(parts[0], ModelSignature.publicKey(parts[1]));
            } catch (GeneralSecurityException e) {
                LOG.error("ignoring the key '{}' in {}: {}", parts[0], file, e.getMessage());
            }
        }
        return keys;
    }

    /**
     * Checks a signature.
     *
     * @return the name of the key
     * @throws IOException why it is not valid, and what to do
     */
    public String verify(String signatureFile, ModelParts model) throws IOException {
        ModelSignature signature = ModelSignature.parse(signatureFile);
        PublicKey key = read().get(signature.key());
        if (key == null) {
            throw new UnknownKeyException(
                    "it is signed with the key '"
                            + signature.key()
                            + "', which is not in "
                            + FILE
                            + ": if you trust whoever has it, add it there");
        }
        if (!signature.isOf(model, key)) {
            throw new IOException(
                    "its signature is not of '"
                            + signature.key()
                            + "', or it was changed since: fetch model, descriptor and signature"
                            + " again, from the same place, or delete the .sig of an older model");
        }
        return signature.key();
    }
}
