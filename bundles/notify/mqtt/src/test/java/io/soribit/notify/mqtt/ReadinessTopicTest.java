// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Readiness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ReadinessTopicTest implements MessageBus, Readiness {
    private static final Device HALL =
            new Device("hall", "Hall", "Zigbee2MQTT", "colour", true, true, "", 80, true);

    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private volatile Answer answer =
            new Answer(
                    1, 0, 0, 0, List.of(new DeviceHealth(HALL, Delivery.CONFIRMED, Instant.EPOCH)));
    private final ReadinessTopic topic = new ReadinessTopic(this, this);

    @AfterEach
    void stop() {
        topic.deactivate();
    }

    private String next() throws InterruptedException {
        return String.valueOf(published.poll(90, TimeUnit.SECONDS));
    }

    @Test
    void whatCanReachPeopleIsPublishedWhenItChanges() throws Exception {
        topic.publish();
        topic.publish();
        JsonNode json = new ObjectMapper().readTree(next());
        assertThat(json.at("/text/en").asText()).isEqualTo("1 in en");
        assertThat(json.path("lamps").asInt()).isEqualTo(1);
        assertThat(json.at("/devices/0/delivery").asText()).isEqualTo("confirmed");
        assertThat(json.at("/devices/0/since").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json.at("/devices/0/battery").asInt()).isEqualTo(80);
        answer = new Answer(0, 0, 0, 0, List.of());
        assertThat(next()).contains("\"lamps\":0");
        topic.deactivate();
        assertThat(next()).isEmpty();
    }

    @Override
    public Answer answer() {
        return answer;
    }

    @Override
    public String sentence(String language) {
        return answer.lamps() + " in " + language;
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:1883";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public void publish(String name, byte[] payload, int qos, boolean retained) {
        assertThat(name).isEqualTo("soribit/hub/readiness");
        assertThat(retained).isTrue();
        published.add(new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        return () -> {};
    }
}
