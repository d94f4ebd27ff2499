// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** With a real Jetty, in the way of Felix' whiteboard. */
class OpeningTest {
    @TempDir Path folder;
    private final Server jetty = new Server();
    private final FelixEntry entry = new FelixEntry();
    private Instant now = Instant.now();
    private Set<String> names = Set.of("127.0.0.1", "hub.local");
    private UserFile users;
    private Opening opening;

    /** What Felix does as a connector comes and goes. */
    private final class FelixEntry extends Entry {
        private @Nullable Connector connector;
        private @Nullable URI address;

        FelixEntry() {
            super(none());
        }

        private static BundleContext none() {
            return (BundleContext)
                    java.lang.reflect.Proxy.newProxyInstance(
                            OpeningTest.class.getClassLoader(),
                            new Class<?>[] {BundleContext.class},
                            (self, method, arguments) -> {
                                throw new AssertionError(method);
                            });
        }

        @Override
        void open(EncryptedConnector factory) {
            Connector made = factory.createConnector(jetty);
            connector = made;
            jetty.addConnector(made);
            try {
                made.start();
            } catch (Exception e) {
                jetty.removeConnector(made); // Felix logs it
            }
        }

        @Override
        void tell(URI where, @Nullable X509Certificate authority) {
            address = where;
        }

        @Override
        void close() {
            address = null;
            if (connector != null) {
                try {
                    connector.stop();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                jetty.removeConnector(connector);
                connector = null;
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        jetty.start();
        users = new UserFile(folder.resolve("page-users"));
    }

    @AfterEach
    void stop() throws Exception {
        opening.close();
        jetty.stop();
    }

    private Opening opening(int port, Certificate.@Nullable Given given) {
        Clock clock =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                };
        Certificate certificate =
                new Certificate(
                        given, new Authority(folder.resolve("page.p12")), () -> names, clock);
        opening = new Opening(true, "127.0.0.1", port, certificate, users, entry, clock);
        return opening;
    }

    private void administrator() throws Exception {
        users.put(new User("a", Passwords.hash("open sesame".toCharArray()), "admin"));
    }

    private Result result() {
        assertThat(opening.results()).hasSize(1);
        return opening.results().get(0);
    }

    private String greet() throws Exception {
        Authority own = new Authority(folder.resolve("page.p12"));
        X509Certificate authority = Objects.requireNonNull(own.certificate(names, now).authority());
        URI address = Objects.requireNonNull(entry.address);
        return Https.get(URI.create("https://127.0.0.1:" + address.getPort() + "/"), authority);
    }

    @Test
    void withoutAnAdministratorItIsNotOpenAndSaysWhy() throws Exception {
        Opening page = opening(0, null);
        page.look();
        assertThat(entry.connector).isNull();
        assertThat(result().status()).isEqualTo(Status.WARN);
        assertThat(result().remedy()).contains("soribit page user");
        administrator();
        page.look();
        assertThat(result().status()).isEqualTo(Status.OK);
        assertThat(greet()).contains("404");
        users.remove("a");
        page.look();
        assertThat(entry.connector).isNull();
        assertThat(entry.address).isNull();
    }

    @Test
    void aNewAddressOfTheMachineIsInTheCertificateWithoutAnInterruption() throws Exception {
        administrator();
        Opening page = opening(0, null);
        page.look();
        Connector before = entry.connector;
        names = Set.of("127.0.0.1", "192.168.1.9", "hub.local");
        page.look();
        assertThat(entry.connector).isSameAs(before);
        assertThat(greet()).contains("404");
    }

    @Test
    void aPortThatIsTakenIsSaidAndTriedAgain() throws Exception {
        administrator();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Opening page = opening(taken.getLocalPort(), null);
            page.look();
            assertThat(result().status()).isEqualTo(Status.CRITICAL);
            assertThat(result().message()).contains(":" + taken.getLocalPort());
            assertThat(entry.connector).isNull();
        }
        for (int i = 0; i < 20 && result().status() != Status.OK; i++) {
            opening.look();
        }
        assertThat(result().status()).isEqualTo(Status.OK);
    }

    @Test
    void aCertificateOfOnesOwnIsTakenRenewedAndItsEndIsSaid() throws Exception {
        administrator();
        Authority other = new Authority(folder.resolve("other.p12"));
        other.certificate(names, now);
        Path own = folder.resolve("own.p12");
        OwnFiles.copyPage(folder.resolve("other.p12"), own);
        Opening page = opening(0, new Certificate.Given(own, null, "soribit"));
        page.look();
        assertThat(result().status()).isEqualTo(Status.OK);
        assertThat(result().message()).doesNotContain("trust.html");
        now = now.plus(Duration.ofDays(390));
        page.look();
        assertThat(result().status()).isEqualTo(Status.WARN);
        now = now.plus(Duration.ofDays(10));
        page.look();
        assertThat(result().status()).isEqualTo(Status.CRITICAL);
        assertThat(result().message()).contains("expired on");
        Files.writeString(own, "half a fi");
        page.look();
        assertThat(result().message()).contains("own.p12");
        assertThat(entry.connector).as("goes on with the one before").isNotNull();
    }
}
