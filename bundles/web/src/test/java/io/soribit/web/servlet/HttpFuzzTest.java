// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.PairingFile;
import io.soribit.common.security.UserFile;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import io.soribit.web.HubFixture;
import io.soribit.web.TestServer;
import io.soribit.web.proxy.TrustedProxies;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.LocalConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Request lines, headers, parameters and bodies, through the server to every servlet. */
class HttpFuzzTest {
    private static final long LONGEST_SECONDS = 60;

    @TempDir Path folder;

    /** Puts time forward, so that no input is refused for the rate alone. */
    private final AtomicLong seconds = new AtomicLong();

    private long answers;

    @Test
    void noRequestBreaksThePage() throws Exception {
        try (TestServer server =
                new TestServer(
                        0,
                        TestServer.config(4),
                        page ->
                                new RequestGuard(
                                        new Access("localhost"),
                                        new TrustedProxies(),
                                        new Login(
                                                new UserFile(folder.resolve("users")),
                                                new PairingFile(folder.resolve("pairing")),
                                                this::now,
                                                Clock.systemUTC()),
                                        this::now))) {
            server.alerts.raise(HubFixture.start("a", HubFixture.DOORBELL, Instant.EPOCH, "hall"));
            LocalConnector connector = server.local();
            Fuzz.run(
                    "http",
                    MessageFuzz.corpus(HttpFuzzTest.class, "requests.txt"),
                    input -> request(connector, input),
                    List.of());
        }
        assertThat(answers).isPositive();
    }

    private Duration now() {
        return Duration.ofSeconds(seconds.addAndGet(10));
    }

    private void request(LocalConnector connector, byte[] input) throws Exception {
        if (new String(input, ISO_8859_1).contains("events")) {
            return; // an answer that never ends
        }
        try (LocalConnector.LocalEndPoint end = connector.connect()) {
            end.addInput(ByteBuffer.wrap(input));
            end.addInputEOF();
            end.waitUntilClosedOrIdleFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String answer = end.takeOutputString();
            answers += answer.isEmpty() ? 0 : 1;
            if (end.isOpen() || answer.matches("(?s)HTTP/1\\.[01] 50[01].*")) {
                throw new IllegalStateException("answered " + answer);
            }
        }
    }
}
