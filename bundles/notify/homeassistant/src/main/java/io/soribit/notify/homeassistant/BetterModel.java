// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The model that Home Assistant offers as an update of the active one: the one with the highest
 * accuracy on its card, if that is higher. Retained on {@code soribit/<hub>/model/update}. A model
 * without a known accuracy is not offered. Not thread-safe.
 */
final class BetterModel {
    private final MessageBus bus;
    private final boolean enabled;
    private @Nullable String id;
    private String state = "";
    private @Nullable String published;

    BetterModel(MessageBus bus, boolean enabled) {
        this.bus = bus;
        this.enabled = enabled;
    }

    static String topic(MessageBus bus) {
        return bus.root() + "/model/update";
    }

    /** Id of the model to be offered, which may be the active one; null if none is known. */
    @Nullable String id() {
        return id;
    }

    /** Compares. */
    void look(@Nullable String active, ModelRegistry registry) {
        if (active == null) {
            return;
        }
        Map<String, Double> accuracy = new TreeMap<>();
        for (ModelStatus model : registry.list()) {
            if (model.state().usable()) {
                accuracy.put(model.id(), accuracy(registry, model.id()));
            }
        }
        double now = accuracy.getOrDefault(active, Double.NaN);
        String best =
                accuracy.entrySet().stream()
                        .filter(model -> model.getValue() > now)
                        .max(Comparator.comparingDouble(Map.Entry::getValue))
                        .map(Map.Entry::getKey)
                        .orElse(active);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("installed_version", active).put("latest_version", best);
        if (!best.equals(active)) {
            json.put(
                    "release_summary",
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f %%, %s: %.1f %%",
                            best,
                            100 * Objects.requireNonNullElse(accuracy.get(best), Double.NaN),
                            active,
                            100 * now));
        }
        id = best;
        state = json.toString();
    }

    private static double accuracy(ModelRegistry registry, String id) {
        try {
            return registry.descriptor(id).accuracy();
        } catch (ModelException e) {
            return Double.NaN; // it has just gone
        }
    }

    /** Publishes it if it has changed; deletes that of an earlier run if the discovery is off. */
    void publish() {
        String now = enabled ? state : "";
        if (!now.equals(published) && (!enabled || !now.isEmpty())) {
            bus.publish(topic(bus), now, 1, true);
            published = now;
        }
    }
}
