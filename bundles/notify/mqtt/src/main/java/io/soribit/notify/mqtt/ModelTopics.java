// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches models: {@code soribit/<hub>/model/set} takes the id of the one that shall be in charge,
 * {@code soribit/<hub>/<room>/model/set} that of one room ({@code one+other} for two, {@code house}
 * for that of the house again); {@code .../model/result} answers with JSON ({@code request}: the
 * MQTT 5 correlation data, {@code model}, {@code room} if it is for one, {@code ok}, {@code
 * message}); {@code .../model/list} holds all models and how far each has come (JSON, retained).
 */
@Component(
        immediate = true,
        service = {})
public final class ModelTopics {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTopics.class);

    private final MessageBus bus;
    private final ModelRegistry models;
    private final MessageBus.Subscription wishes;
    private final MessageBus.Subscription roomWishes;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soribit-mqtt-models"));
    private String told = "";

    @Activate
    public ModelTopics(@Reference MessageBus bus, @Reference ModelRegistry models) {
        this.bus = bus;
        this.models = models;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        wishes = bus.subscribe(bus.root() + "/model/set", new Wishes());
        roomWishes = bus.subscribe(bus.root() + "/+/model/set", new Wishes());
        var unused = thread.scheduleWithFixedDelay(this::tell, 0, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void deactivate() {
        wishes.close();
        roomWishes.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a switch of models is still under way; its outcome will not be told");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            String now = list();
            if (!now.equals(told)) {
                bus.publish(bus.root() + "/model/list", now, 1, true);
                told = now;
            }
        } catch (RuntimeException e) {
            LOG.warn("the list of models could not be published; tried each second", e);
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

    private void carryOut(String id, @Nullable String room, String request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("request", request).put("model", id);
        if (room != null) {
            answer.put("room", room);
        }
        try {
            String outcome = models.use(id, room);
            answer.put("ok", true).put("message", outcome);
        } catch (ModelException e) {
            answer.put("ok", false).put("message", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the switch to model {} failed unexpectedly: report this", id, e);
            answer.put("ok", false).put("message", "it failed unexpectedly: " + e);
        }
        bus.publish(bus.root() + "/model/result", answer.toString(), 1, false);
        tell();
    }

    private @Nullable String roomOf(String topic) {
        String rest = topic.substring(bus.root().length() + 1);
        return rest.equals("model/set") ? null : rest.substring(0, rest.indexOf('/'));
    }

    /** A retained wish is an old one: it would undo what was chosen since. */
    private final class Wishes implements MessageBus.Handler {
        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            message(topic, payload, retained, new byte[0]);
        }

        @Override
        public void message(String topic, byte[] payload, boolean retained, byte[] correlation) {
            if (!retained) {
                thread.execute(
                        () ->
                                carryOut(
                                        new String(payload, UTF_8).strip(),
                                        roomOf(topic),
                                        new String(correlation, UTF_8)));
            }
        }
    }
}
