// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.testkit.Ports;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"ARTEMIS", "MOSQUITTO"})
class BrokerSupervisorTest {
    @Parameter Engine engine;
    @TempDir Path folder;
    private final BlockingQueue<URI> announced = new LinkedBlockingQueue<>();
    private final BlockingQueue<URI> withdrawn = new LinkedBlockingQueue<>();

    private BrokerSupervisor start(int port, boolean anyFreePort) {
        return new BrokerSupervisor(
                new BrokerSettings("127.0.0.1", port, anyFreePort, folder).with(engine),
                Duration.ofMillis(50),
                broker -> {
                    announced.add(broker.uri());
                    return () -> withdrawn.add(broker.uri());
                });
    }

    @Test
    void announcesTheBrokerWhileItRuns() throws Exception {
        URI uri;
        try (BrokerSupervisor supervisor = start(0, false)) {
            uri = announced.poll(90, TimeUnit.SECONDS);
            assertThat(uri).isNotNull();
            new Socket(uri.getHost(), uri.getPort()).close();
            assertThat(withdrawn).isEmpty();
        }
        assertThat(withdrawn).containsExactly(uri);
        assertThatThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void waitsForATakenPort() throws Exception {
        int port = Ports.free();
        ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        try (BrokerSupervisor supervisor = start(port, false)) {
            assertThat(announced.poll(200, TimeUnit.MILLISECONDS)).isNull();
            taken.close();
            assertThat(announced.poll(90, TimeUnit.SECONDS))
                    .isEqualTo(URI.create("tcp://127.0.0.1:" + port));
        }
    }

    @Test
    void takesAnotherPortWhereThatIsAllowed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                BrokerSupervisor supervisor = start(taken.getLocalPort(), true)) {
            URI uri = announced.poll(90, TimeUnit.SECONDS);
            assertThat(uri.getPort()).isPositive().isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void stopsWhileThePortIsStillTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            start(taken.getLocalPort(), false).close();
        }
        assertThat(announced).isEmpty();
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void restartsABrokerThatHasStoppedByItself() throws Exception {
        BlockingQueue<RunningBroker> running = new LinkedBlockingQueue<>();
        BrokerSettings settings = new BrokerSettings("127.0.0.1", 0, false, folder).with(engine);
        try (BrokerSupervisor supervisor =
                new BrokerSupervisor(
                        settings,
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        broker -> {
                            running.add((RunningBroker) broker);
                            return () -> withdrawn.add(broker.uri());
                        })) {
            RunningBroker first = running.poll(90, TimeUnit.SECONDS);
            first.close();
            RunningBroker second = running.poll(90, TimeUnit.SECONDS);
            assertThat(second).isNotNull().isNotSameAs(first);
            assertThat(withdrawn).containsExactly(first.uri());
            new Socket(second.uri().getHost(), second.uri().getPort()).close();
        }
    }
}
