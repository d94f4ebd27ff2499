// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate and its private key, with which one side of TLS shows who it is. */
public final class Identity {
    private final KeyStore store;
    private final char[] password;

    private Identity(KeyStore store, char[] password) {
        this.store = store;
        this.password = password;
    }

    /**
     * Reads a PEM certificate, with those of its authorities after it, and its PEM key; or a
     * PKCS#12 file, which holds all of that.
     *
     * @param key null if it is in the same file
     * @param password of the key or the PKCS#12 file; empty for none
     * @throws IOException whose message names the file and what to do, and never the password
     */
    public static Identity read(Path certificate, @Nullable Path key, String password)
            throws IOException {
        char[] secret = password.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            byte[] content = Certificates.bytes(certificate);
            if (Certificates.pem(content)) {
                List<X509Certificate> chain = Certificates.read(certificate);
                PrivateKey own = PrivateKeys.read(key == null ? certificate : key, password);
                check(own, chain.get(0), certificate, key == null ? certificate : key);
                store.load(null, null);
                store.setKeyEntry("hub", own, secret, chain.toArray(Certificate[]::new));
            } else {
                store.load(new ByteArrayInputStream(content), secret);
                checkKey(store, certificate);
            }
            return new Identity(store, secret);
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            // The one sign of a wrong password that PKCS#12 stores give.
            if (e.getCause() instanceof java.security.UnrecoverableKeyException) {
                throw new IOException(certificate + " cannot be opened: key_password is wrong", e);
            }
            boolean malformed =
                    e.getMessage() == null || e.getMessage().startsWith("DerInputStream");
            throw malformed
                    ? new IOException(certificate + " is neither PEM nor PKCS#12: make it anew", e)
                    : e;
        }
    }

    /**
     * A key with its certificate, and those of its authorities after it.
     *
     * @throws IOException if they cannot be used
     */
    public static Identity of(PrivateKey key, X509Certificate... chain) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("hub", key, new char[0], chain);
            return new Identity(store, new char[0]);
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private static void check(PrivateKey key, X509Certificate of, Path certificate, Path file)
            throws IOException, GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        boolean fits = key.getAlgorithm().equals(of.getPublicKey().getAlgorithm());
        if (fits) {
            java.security.Signature signature = java.security.Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(of.getPublicKey());
            signature.update((byte) 1);
            fits = signature.verify(signed);
        }
        if (!fits) {
            throw new IOException(
                    "the key in "
                            + file
                            + " is not that of the certificate in "
                            + certificate
                            + ": set certificate and key to files that belong together");
        }
    }

    private static void checkKey(KeyStore store, Path file)
            throws IOException, GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return;
            }
        }
        throw new IOException(file + " holds no private key: make it anew, with its key");
    }

    /** What TLS wants to have of it. */
    public KeyManager[] managers() throws GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    /** When its certificate expires. */
    public Instant end() throws IOException {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate own) {
                    return own.getNotAfter().toInstant();
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be read: " + e.getMessage(), e);
        }
        throw new IOException("there is no certificate beside the key: make it anew");
    }
}
