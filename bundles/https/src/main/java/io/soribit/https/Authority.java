// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.common.io.MachineName;
import io.soribit.common.io.StateFile;
import io.soribit.common.tls.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own certificate authority, and the page's certificate of it: both in one PKCS#12 file
 * that only the hub may read. The authority is made once, since people make their devices trust it;
 * the certificate is made anew when its names are not those of the machine any more, or when it
 * expires within a month. Not thread-safe.
 */
final class Authority {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);
    private static final String AUTHORITY = "authority";
    private static final String PAGE = "page";
    private static final List<String> KEY =
            List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA");

    /** What browsers accept at most is 398 days. */
    private static final String DAYS = "397";

    private static final String DAYS_OF_AUTHORITY = "7300";
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final int SAN_DNS = 2;
    private static final int SAN_ADDRESS = 7;

    private final Path file;

    /**
     * @param file need not exist
     */
    Authority(Path file) {
        this.file = file;
    }

    /**
     * What the page shows, under these names; made if need be, which takes seconds.
     *
     * @throws IOException whose message says what to do
     */
    Shown certificate(Set<String> names, Instant now) throws IOException {
        try {
            if (!Files.exists(file) || now.isAfter(end(certificate(read(file), AUTHORITY)))) {
                Files.deleteIfExists(file);
                make(names);
            }
            KeyStore store = read(file);
            X509Certificate own = certificate(store, PAGE);
            if (isDue(end(own), now) || !names(own).containsAll(names)) {
                renew(names);
                store = read(file);
            }
            return shown(store);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IOException(
                    file
                            + " cannot be used ("
                            + e.getMessage()
                            + "): move it away, and the hub makes another one, which all devices"
                            + " have to be made to trust again",
                    e);
        }
    }

    private static Shown shown(KeyStore store) throws GeneralSecurityException, IOException {
        PrivateKey key = (PrivateKey) store.getKey(PAGE, Keytool.PASSWORD.toCharArray());
        X509Certificate own = certificate(store, PAGE);
        X509Certificate authority = certificate(store, AUTHORITY);
        return Shown.of(Identity.of(key, own, authority), end(own), authority);
    }

    private void make(Set<String> names) throws IOException {
        LOG.info("making the certificate authority of this hub, for the page: {}", file);
        change(
                tool -> {
                    run(
                            tool,
                            AUTHORITY,
                            DAYS_OF_AUTHORITY,
                            "-dname",
                            "CN=Soribit hub " + MachineName.get(),
                            "-ext",
                            "bc:critical=ca:true,pathlen:0",
                            "-ext",
                            "ku:critical=keyCertSign,cRLSign",
                            "-ext",
                            Constraints.OID + ":critical=" + Constraints.hex());
                    page(tool, names);
                });
    }

    private void renew(Set<String> names) throws IOException {
        LOG.info("making a new certificate for the page: {}", String.join(", ", names));
        change(
                tool -> {
                    tool.run(List.of("-delete", "-alias", PAGE));
                    page(tool, names);
                });
    }

    private static void page(Keytool tool, Set<String> names) throws IOException {
        String alternatives =
                names.stream()
                        .map(n -> (n.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + n)
                        .collect(Collectors.joining(","));
        run(
                tool,
                PAGE,
                DAYS,
                "-signer",
                AUTHORITY,
                "-dname",
                "CN=Soribit page",
                "-ext",
                "ku:critical=digitalSignature",
                "-ext",
                "eku=serverAuth",
                "-ext",
                "san=" + alternatives);
    }

    private static void run(Keytool tool, String alias, String days, String... words)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
        all.addAll(List.of("-validity", days, "-startdate", "-1d"));
        all.addAll(KEY);
        all.addAll(List.of(words));
        tool.run(all);
    }

    private interface Change {
        void of(Keytool tool) throws IOException;
    }

    /** All or nothing: it is made beside the file, and takes its place when it is whole. */
    private void change(Change change) throws IOException {
        Path folder = Files.createTempDirectory("soribit-page");
        Path draft = folder.resolve("store.p12");
        try {
            if (Files.exists(file)) {
                Files.copy(file, draft);
            }
            change.of(new Keytool(draft));
            new StateFile(file).write(Files.readAllBytes(draft));
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(folder);
        }
    }

    /** Whether a certificate that ends then is to be made anew. */
    static boolean isDue(Instant end, Instant now) {
        return now.plus(RENEWED_BEFORE).isAfter(end);
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        for (List<?> one : all == null ? List.<List<?>>of() : all) {
            if (one.get(0).equals(SAN_DNS) || one.get(0).equals(SAN_ADDRESS)) {
                names.add(String.valueOf(one.get(1)));
            }
        }
        return names;
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        byte[] content = Files.readAllBytes(file);
        try {
            store.load(new ByteArrayInputStream(content), Keytool.PASSWORD.toCharArray());
            return store;
        } catch (IOException e) { // of bytes in memory: they are none of a store
            throw new GeneralSecurityException("it is no PKCS#12 file of the hub's", e);
        }
    }

    private static X509Certificate certificate(KeyStore store, String alias)
            throws GeneralSecurityException {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new GeneralSecurityException("it has no entry '" + alias + "'");
    }
}
