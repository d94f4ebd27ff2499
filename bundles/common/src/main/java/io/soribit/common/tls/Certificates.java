// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads X.509 certificates. */
public final class Certificates {
    private Certificates() {}

    /**
     * Reads the certificates of a PEM file.
     *
     * @return at least one
     * @throws IOException whose message names the file and what to do
     */
    public static List<X509Certificate> read(Path file) throws IOException {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
            throw new IOException(noCertificate(file));
        } catch (CertificateException e) {
            throw new IOException(noCertificate(file), e);
        }
    }

    private static String noCertificate(Path file) {
        return file
                + " holds no certificate: a PEM file is needed, with -----BEGIN CERTIFICATE-----";
    }

    static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + " does not exist: put the file there, or correct its name", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file
                            + " cannot be read: give the hub's user ("
                            + System.getProperty("user.name")
                            + ") the right to",
                    e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static boolean pem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The name of whom a certificate is for, or of who signed it, fit for a line of a log. */
    public static String name(javax.security.auth.x500.X500Principal principal) {
        return principal.getName().replaceAll("\\p{Cntrl}", "?");
    }
}
