// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys: PEM, PKCS#8, encrypted or not. */
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);
    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

    private PrivateKeys() {}

    /**
     * @throws IOException whose message names the file and what to do, and never the password
     */
    static PrivateKey read(Path file, String password) throws IOException {
        String text = new String(Certificates.bytes(file), StandardCharsets.ISO_8859_1);
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new IOException(
                    file
                            + " holds no private key: a PEM file is needed, with"
                            + " -----BEGIN PRIVATE KEY-----");
        }
        String kind = pem.group(1).strip();
        if (!kind.isEmpty() && !kind.equals("ENCRYPTED")) {
            throw new IOException(
                    file
                            + " holds an old kind of key ("
                            + kind
                            + " PRIVATE KEY): openssl pkcs8 -topk8 -nocrypt -in "
                            + file.getFileName()
                            + " -out key.pem makes one that can be used");
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(pem.group(2));
            return key(
                    kind.isEmpty()
                            ? new PKCS8EncodedKeySpec(content)
                            : decrypt(file, content, password));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file + " holds a private key that cannot be used: make it anew", e);
        }
    }

    private static KeySpec decrypt(Path file, byte[] content, String password) throws IOException {
        if (password.isEmpty()) {
            throw new IOException(file + " is encrypted: set key_password");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
            // The name of PBES2's parts is known to the parameters only.
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(new PBEKeySpec(password.toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be decrypted: key_password is wrong", e);
        }
    }

    private static PrivateKey key(KeySpec spec) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Of another kind: PKCS#8 names it, but no factory accepts all.
            }
        }
        throw new InvalidKeySpecException("none of " + KINDS);
    }
}
