// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker, or the way to it, that goes while messages are on their way. */
@Timeout(300)
class OutageTest {
    private static final int ROUNDS = 4;
    private static final int EACH = 100;
    private static final int MOST_ON_THEIR_WAY = 64;

    @TempDir Path folder;
    private Mosquitto mosquitto;
    private MqttMessageBus bus;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        mosquitto =
                new Mosquitto(
                        folder,
                        List.of(
                                "allow_anonymous true",
                                "persistence true",
                                "persistence_location " + folder + "/",
                                "max_queued_messages 0",
                                "max_inflight_messages 0"));
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        mosquitto.close();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            bus.publish("t", "" + sent++, 1, false);
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void brokerThatIsStoppedAndStartedGetsEachOnceInOrder() throws Exception {
        bus.broker(mosquitto.uri());
        try (Consumer consumer = new Consumer(mosquitto.uri(), "t")) {
            for (int round = 0; round < ROUNDS; round++) {
                publish(EACH / 2);
                consumer.until("" + (sent - EACH / 2));
                publish(EACH / 4);
                mosquitto.terminate();
                publish(EACH / 4);
                mosquitto.start();
                consumer.connect();
                assertThat(consumer.until("" + (sent - 1)).stream().distinct())
                        .containsExactlyElementsOf(numbers(0, sent));
            }
        }
        // What the broker still had to read when it stopped resets the connection, and with it the
        // receipts that the hub had not read yet: what was on its way may come twice.
        assertThat(received()).isBetween((long) sent, (long) sent + ROUNDS * MOST_ON_THEIR_WAY);
    }

    @Test
    void brokerThatStopsWhenAllIsAcknowledgedGetsNothingTwice() throws Exception {
        bus.broker(mosquitto.uri());
        try (Consumer consumer = new Consumer(mosquitto.uri(), "t")) {
            for (int round = 0; round < ROUNDS; round++) {
                publish(EACH / 2);
                consumer.until("" + (sent - 1));
                awaitReceipts();
                mosquitto.terminate();
                publish(EACH / 2);
                mosquitto.start();
                consumer.connect();
                assertThat(consumer.until("" + (sent - 1)).stream().distinct())
                        .containsExactlyElementsOf(numbers(0, sent));
            }
        }
        assertThat(received()).isEqualTo(sent + ROUNDS);
    }

    /**
     * Waits until the hub has read the receipts of all that the broker has: they come in order. A
     * receipt that has only been sent is lost if the hub sends more to a broker that has stopped.
     */
    private void awaitReceipts() throws Exception {
        bus.send("last", new byte[0], 1).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** How many messages the broker got from the hub in all. */
    private long received() throws Exception {
        bus.close();
        mosquitto.terminate();
        return mosquitto.said("Received PUBLISH from soribit-hub (d0, q1, r0");
    }

    @Test
    void wayThatIsCutLosesNothingAndRepeatsOnlyWhatHadNoReceipt() throws Exception {
        try (OlderBroker way = new OlderBroker(mosquitto, null);
                Consumer consumer = new Consumer(mosquitto.uri(), "t")) {
            bus.broker(way.uri());
            int repeated = 0;
            for (int round = 0; round < ROUNDS; round++) {
                publish(EACH);
                consumer.until("" + (sent - EACH));
                way.cut();
                publish(EACH);
                List<String> got = consumer.until("" + (sent - 1));
                assertThat(got.stream().distinct()).containsExactlyElementsOf(numbers(0, sent));
                repeated = got.size() - sent;
            }
            assertThat(repeated).isBetween(0, ROUNDS * MOST_ON_THEIR_WAY);
        }
    }

    @Test
    void brokerThatIsKilledGetsAllThatCameMeanwhileOnceInOrder() throws Exception {
        bus.broker(mosquitto.uri());
        for (int round = 0; round < ROUNDS; round++) {
            try (Consumer before = new Consumer(mosquitto.uri(), "t")) {
                publish(1);
                before.until("" + (sent - 1));
            }
            mosquitto.kill();
            int first = sent;
            publish(EACH);
            // The bus finds its way back within seconds; the consumer has to be there first.
            bus.leave(mosquitto.uri(), Duration.ofSeconds(5));
            mosquitto.start();
            try (Consumer after = new Consumer(mosquitto.uri(), "t")) {
                bus.broker(mosquitto.uri());
                List<String> got = after.until("" + (sent - 1));
                assertThat(got.subList(got.indexOf("" + first), got.size()))
                        .containsExactlyElementsOf(numbers(first, sent));
            }
        }
    }
}
