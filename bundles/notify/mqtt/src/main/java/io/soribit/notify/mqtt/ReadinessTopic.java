// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Readiness;
import io.soribit.api.hub.Readiness.Answer;
import io.soribit.api.hub.Readiness.DeviceHealth;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes what can reach people when that changes: {@code soribit/<hub>/readiness}, JSON,
 * retained; empty once the hub has ended.
 */
@Component(
        immediate = true,
        service = {})
public final class ReadinessTopic {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final MessageBus bus;
    private final Readiness readiness;
    private final PeriodicTask task;
    private String published = "";

    @Activate
    public ReadinessTopic(@Reference MessageBus bus, @Reference Readiness readiness) {
        this.bus = bus;
        this.readiness = readiness;
        task = new PeriodicTask("soribit-mqtt-readiness", PERIOD, this::publish);
    }

    @Deactivate
    void deactivate() {
        task.close();
        bus.publish(topic(), "", 1, true);
    }

    void publish() {
        String current = json().toString();
        if (!current.equals(published)) {
            bus.publish(topic(), current, 1, true);
            published = current;
        }
    }

    private String topic() {
        return bus.root() + "/readiness";
    }

    private ObjectNode json() {
        Answer answer = readiness.answer();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("text")
                .put("en", readiness.sentence("en"))
                .put("ko", readiness.sentence("ko"));
        json.put("lamps", answer.lamps())
                .put("displays", answer.displays())
                .put("phones", answer.phones())
                .put("shakers", answer.shakers());
        ArrayNode devices = json.putArray("devices");
        answer.devices().forEach(health -> describe(devices.addObject(), health));
        return json;
    }

    private static void describe(ObjectNode json, DeviceHealth health) {
        @Nullable Instant since = health.since();
        json.put("id", health.device().id())
                .put("name", health.device().name())
                .put("delivery", health.delivery().name().toLowerCase(Locale.ROOT))
                .put("since", since == null ? null : since.truncatedTo(MILLIS).toString())
                .put("battery", health.device().battery());
    }
}
