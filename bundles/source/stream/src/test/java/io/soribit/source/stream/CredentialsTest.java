// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soribit.api.AudioStream;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and certificates: what they open, and that nobody sees a password. */
class CredentialsTest {
    private static final String PASSWORD = "s3cret/p@ss:word";

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock();

    @Test
    void theRightPasswordOpensAndIsSeenNowhere() throws IOException {
        try (LogCapture log = LogCapture.by(StreamSource.class.getName());
                WebServer server = new WebServer(sine(), PASSWORD, null);
                AudioStream stream = source(server, "http", PASSWORD).open()) {
            assertThat(Sources.read(stream, Sources.RATE)).isNotEmpty();
            List<String> lines = children();
            assertThat(lines).anyMatch(line -> line.contains("ffmpeg"));
            assertThat(String.join("\n", lines) + log.lines())
                    .doesNotContain("s3cret")
                    .doesNotContain("word");
        }
    }

    @Test
    void aWrongPasswordIsNamedButNotShownAndNotSentAgainAtOnce() throws IOException {
        try (WebServer server = new WebServer(sine(), PASSWORD, null)) {
            StreamSource source = source(server, "http", "wr0ng-password");
            Throwable refused = catchThrowable(source::open);
            assertThat(refused)
                    .hasMessageContaining("user or password is wrong")
                    .hasMessageNotContaining("wr0ng");
            int refusals = server.refusals.get();
            assertThat(refusals).isPositive();
            assertThat(catchThrowable(source::open))
                    .hasMessageContaining("the next log-in is tried 1 min after");
            assertThat(server.refusals).hasValue(refusals);
            clock.advance(Duration.ofMinutes(1));
            assertThat(catchThrowable(source::open)).hasMessageContaining("password is wrong");
            assertThat(server.refusals.get()).isGreaterThan(refusals);
        }
    }

    @Test
    void onlyACertificateThatIsTrustedIsTaken() throws Exception {
        Path store = folder.resolve("camera.p12");
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=camera",
                "-validity",
                "3",
                "-ext",
                "san=ip:127.0.0.1");
        Path pem = folder.resolve("camera.pem");
        keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
        try (WebServer server = new WebServer(sine(), PASSWORD, tls(store))) {
            assertThat(catchThrowable(source(server, "https", PASSWORD)::open))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("certificate is not trusted");
            try (AudioStream stream =
                    source(server, "https", PASSWORD, "certificate", pem.toString()).open()) {
                assertThat(Sources.read(stream, 100)).isNotEmpty();
            }
            try (AudioStream stream = source(server, "https", PASSWORD, "verify", false).open()) {
                assertThat(Sources.read(stream, 100)).isNotEmpty();
            }
        }
    }

    private StreamSource source(WebServer server, String scheme, String password, Object... more) {
        Map<String, Object> values = new HashMap<>();
        values.put("url", scheme + "://127.0.0.1:" + server.port() + "/live");
        values.put("user", "me");
        values.put("password", password);
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], more[i + 1]);
        }
        return Sources.stream(values, clock);
    }

    private byte[] sine() throws IOException {
        return Files.readAllBytes(Recording.sine(folder.resolve("sine.wav"), 16_000, 30));
    }

    /** Command lines and environments of the processes that were started here. */
    private static List<String> children() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> Path.of("/proc", String.valueOf(child.pid())))
                .map(folder -> read(folder.resolve("cmdline")) + read(folder.resolve("environ")))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static void keytool(Path store, String... options) throws IOException {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> line = new ArrayList<>(List.of(program, options[0], "-alias", "camera"));
        line.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
        line.addAll(List.of(options).subList(1, options.length));
        try (Peer peer = new Peer(line.toArray(String[]::new))) {
            peer.output();
        }
        assertThat(store).exists();
    }

    private static SSLContext tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
