// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a retained topic costs: {@code -Dsoribit.retained=TOPICS} for more of them. */
@Timeout(600)
@ParameterizedClass
@EnumSource(names = {"ARTEMIS", "MOSQUITTO"})
class RetainedMemoryTest {
    private static final Logger LOG = LoggerFactory.getLogger(RetainedMemoryTest.class);
    private static final int TOPICS = Integer.getInteger("soribit.retained", 500);
    private static final int MOST_BYTES_EACH = 40_000;
    private static final int MOST_BYTES_OUTSIDE = 2_000;

    @Parameter Engine engine;
    @TempDir Path folder;

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aRetainedTopicCostsNoMoreThanItsBound() throws Exception {
        BrokerSettings settings = new BrokerSettings("127.0.0.1", 0, false, folder);
        BrokerLimits limits = BrokerLimits.DEFAULT.withRetainedTopics(TOPICS + 1);
        try (RunningBroker broker = Engine.start(settings.with(limits).with(engine))) {
            MqttAsyncClient client = new MqttAsyncClient(broker.uri().toString(), "many", null);
            client.connect(new MqttConnectionOptions()).waitForCompletion(60_000);
            publish(client, "warm/up");
            long before = heap();
            for (int i = 0; i < TOPICS; i++) {
                publish(client, "homeassistant/sensor/device-" + i + "/config");
            }
            long each = (heap() - before) / TOPICS;
            LOG.info("{}: {} retained topics, {} bytes of heap each", engine, TOPICS, each);
            client.disconnect().waitForCompletion(60_000);
            client.close();
            assertThat(each)
                    .isLessThan(engine == Engine.ARTEMIS ? MOST_BYTES_EACH : MOST_BYTES_OUTSIDE);
        }
    }

    /**
     * Returns when Paho no longer counts the message as in flight. Its token is complete earlier,
     * and who waits for that alone can exceed what the broker accepts at one time.
     */
    private static void publish(MqttAsyncClient client, String topic) throws Exception {
        byte[] payload = "{\"state\":\"ON\"}".getBytes(UTF_8);
        CompletableFuture<IMqttToken> sent = new CompletableFuture<>();
        MqttActionListener listener =
                new MqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        sent.complete(token);
                    }

                    @Override
                    public void onFailure(IMqttToken token, Throwable reason) {
                        sent.completeExceptionally(reason);
                    }
                };
        client.publish(topic, new MqttMessage(payload, 1, true, null), null, listener);
        sent.get(90, SECONDS);
    }
}
