// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for 127.0.0.1 that has signed itself, and its key.
 *
 * @param certificate a PEM file, which is also that of the authority
 * @param key a PEM file
 */
record Tls(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /** Makes one with the keytool of the JDK. */
    static Tls make(Path folder) throws Exception {
        Path store = folder.resolve("broker.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc=ca:true",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Key key = keys.getKey("broker", PASSWORD.toCharArray());
        return new Tls(
                pem(
                        folder.resolve("broker.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("broker").getEncoded()),
                pem(folder.resolve("broker.key"), "PRIVATE KEY", key.getEncoded()));
    }

    /** What a Mosquitto is to be configured with. */
    List<String> mosquitto() {
        return List.of("allow_anonymous true", "certfile " + certificate, "keyfile " + key);
    }

    private static void keytool(String... arguments) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = new String[arguments.length + 1];
        command[0] = program;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try (Soribit keytool = Soribit.program(command)) {
            assertThat(keytool.exit(60)).as(keytool.lines().toString()).isZero();
        }
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
