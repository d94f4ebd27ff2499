// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "hub.local", "localhost");

    @TempDir Path folder;
    private final Instant now = Instant.now();
    private Authority authority;

    @BeforeEach
    void make() {
        authority = new Authority(folder.resolve("page.p12"));
    }

    private static X509Certificate of(Shown shown) {
        return Objects.requireNonNull(shown.authority());
    }

    @Test
    void itIsMadeOnceAndNobodyElseMayReadIt() throws Exception {
        Shown first = authority.certificate(NAMES, now);
        Shown again = new Authority(folder.resolve("page.p12")).certificate(NAMES, now);
        assertThat(of(again)).isEqualTo(of(first));
        assertThat(again.end()).isEqualTo(first.end());
        assertThat(Duration.between(now, first.end())).isBetween(days(395), days(398));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("page.p12"))))
                .isEqualTo("rw-------");
        assertThat(first.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void aNewNameMakesANewCertificateOfTheSameAuthority() throws Exception {
        Shown first = authority.certificate(NAMES, now);
        Shown next = authority.certificate(Set.of("192.168.1.9", "hub.local"), now);
        assertThat(of(next)).isEqualTo(of(first));
        try (TlsServer server = new TlsServer(next.context(), "127.0.0.1")) {
            assertThatThrownBy(() -> server.greet("127.0.0.1", of(next)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void itIsRenewedBeforeItExpires() throws Exception {
        Shown first = authority.certificate(NAMES, now);
        assertThat(authority.certificate(NAMES, now.plus(days(300))).end()).isEqualTo(first.end());
        authority.certificate(NAMES, now.plus(days(370)));
        assertThat(Files.getLastModifiedTime(folder.resolve("page.p12")).toInstant())
                .isAfterOrEqualTo(now);
        assertThat(of(authority.certificate(NAMES, now))).isEqualTo(of(first));
    }

    @Test
    void aDeviceThatTrustsTheAuthorityTrustsThePage() throws Exception {
        Shown shown = authority.certificate(NAMES, now);
        try (TlsServer server = new TlsServer(shown.context(), "127.0.0.1")) {
            assertThat(server.greet("127.0.0.1", of(shown))).isEqualTo("hello");
            assertThat(server.greet("localhost", of(shown))).isEqualTo("hello");
        }
    }

    /** Whoever has the hub's key can make certificates for any name, and no device takes them. */
    @Test
    void theAuthorityIsNotTrustedBeyondTheHome() throws Exception {
        for (String name : new String[] {"bank.example", "8.8.8.8", "2001:db8::1"}) {
            Shown shown = authority.certificate(Set.of(name), now);
            try (TlsServer server = new TlsServer(shown.context(), "127.0.0.1")) {
                assertThat(server.verified(of(shown), folder))
                        .as(name)
                        .contains("permitted subtree violation");
            }
        }
        Shown own = authority.certificate(NAMES, now);
        try (TlsServer server = new TlsServer(own.context(), "127.0.0.1")) {
            assertThat(server.verified(of(own), folder)).startsWith("0 ").contains("OK");
        }
    }

    @Test
    void aDamagedFileSaysWhatToDo() throws Exception {
        Files.writeString(folder.resolve("page.p12"), "no key store");
        assertThatThrownBy(() -> authority.certificate(NAMES, now))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("page.p12")
                .hasMessageContaining("move it away");
        assertThat(folder.resolve("page.p12")).hasContent("no key store");
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
