// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.ModelException;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.log.LogText;
import io.soribit.common.room.RoomTopics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches models: {@code soribit/<hub>/model/set} receives the id of the model to activate, {@code
 * soribit/<hub>/<room>/model/set} that of one room ({@code one+other} for two, {@code house} for
 * that of the house again). The response on {@code .../model/result} is JSON: {@code request} (the
 * MQTT 5 correlation data), {@code model}, {@code room} if it is for one, {@code ok}, {@code
 * message}. {@code .../model/list} lists all models with their states (JSON, retained).
 */
@Component(
        immediate = true,
        service = {})
public final class ModelTopics {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTopics.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** Requests that wait; a switch may take seconds. */
    private static final int MOST_WAITING = 16;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    private final MessageBus bus;
    private final ModelRegistry models;
    private final MessageBus.Subscription requests;
    private final MessageBus.Subscription roomRequests;
    private final PeriodicTask task;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;
    private String published = "";

    @Activate
    public ModelTopics(@Reference MessageBus bus, @Reference ModelRegistry models) {
        this.bus = bus;
        this.models = models;
        task = new PeriodicTask("soribit-mqtt-models", Duration.ZERO, PERIOD, this::publish);
        requests = bus.subscribe(bus.root() + "/model/set", new Requests());
        roomRequests = bus.subscribe(bus.root() + "/+/model/set", new Requests());
    }

    @Deactivate
    void deactivate() {
        requests.close();
        roomRequests.close();
        closed = true;
        if (!task.finish(STOP)) {
            LOG.warn("a switch of models is still in progress: its result will not be published");
        }
    }

    private void publish() {
        String now = list();
        if (!now.equals(published)) {
            bus.publish(bus.root() + "/model/list", now, 1, true);
            published = now;
        }
    }

    private String list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ModelStatus model : models.list()) {
            list.addObject()
                    .put("id", model.id())
                    .put("version", model.version())
                    .put("place", model.place())
                    .put("state", model.state().text())
                    .put("reason", model.reason());
        }
        return list.toString();
    }

    private void activate(String id, @Nullable String room, String request) {
        if (closed) {
            return;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("request", request).put("model", id);
        if (room != null) {
            result.put("room", room);
        }
        try {
            String outcome = models.use(id, room);
            result.put("ok", true).put("message", outcome);
        } catch (ModelException e) {
            result.put("ok", false).put("message", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "switching to model {} failed unexpectedly; please report this",
                    LogText.of(id),
                    e);
            result.put("ok", false).put("message", "unexpected failure: " + e);
        }
        bus.publish(bus.root() + "/model/result", result.toString(), 1, false);
        publish();
    }

    private @Nullable String roomOf(String topic) {
        String rest = topic.substring(bus.root().length() + 1);
        if (rest.equals("model/set")) {
            return null;
        }
        String level = rest.substring(0, rest.indexOf('/'));
        @Nullable Hearing current = hearing;
        return current == null
                ? level
                : current.sources().stream()
                        .map(SourceStatus::room)
                        .filter(room -> RoomTopics.level(room).equals(level))
                        .findFirst()
                        .orElse(level);
    }

    /** Ignores retained requests: they are old and would undo later choices. */
    private final class Requests implements MessageBus.Handler {
        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            message(topic, payload, retained, new byte[0]);
        }

        @Override
        public void message(String topic, byte[] payload, boolean retained, byte[] correlation) {
            if (!retained) {
                String id = new String(payload, UTF_8).strip();
                String request = new String(correlation, UTF_8);
                if (waiting.incrementAndGet() > MOST_WAITING) {
                    waiting.decrementAndGet();
                    LOG.debug("ignoring a request for model '{}': too many are waiting", id);
                    return;
                }
                task.execute(
                        () -> {
                            waiting.decrementAndGet();
                            activate(id, roomOf(topic), request);
                        });
            }
        }
    }
}
