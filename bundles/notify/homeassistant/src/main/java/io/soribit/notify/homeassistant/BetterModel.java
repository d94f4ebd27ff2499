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
 * The model that Home Assistant offers as an update of the one in charge: that with the highest
 * accuracy on its card, if it is higher than that of the one in charge. Retained on {@code
 * soribit/<hub>/model/update}. One that cannot be compared is no update. Not thread-safe.
 */
final class BetterModel {
    private final MessageBus bus;
    private final boolean enabled;
    private @Nullable String id;
    private String state = "";
    private @Nullable String told;

    BetterModel(MessageBus bus, boolean enabled) {
        this.bus = bus;
        this.enabled = enabled;
    }

    static String topic(MessageBus bus) {
        return bus.root() + "/model/update";
    }

    /** Id of the model to be offered, which may be the one in charge; null if none is known. */
    @Nullable String id() {
        return id;
    }

    /** Compares. */
    void look(@Nullable String inCharge, ModelRegistry registry) {
        if (inCharge == null) {
            return;
        }
        Map<String, Double> accuracy = new TreeMap<>();
        for (ModelStatus model : registry.list()) {
            if (model.state().usable()) {
                accuracy.put(model.id(), accuracy(registry, model.id()));
            }
        }
        double now = accuracy.getOrDefault(inCharge, Double.NaN);
        String best =
                accuracy.entrySet().stream()
                        .filter(model -> model.getValue() > now)
                        .max(Comparator.comparingDouble(Map.Entry::getValue))
                        .map(Map.Entry::getKey)
                        .orElse(inCharge);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("installed_version", inCharge).put("latest_version", best);
        if (!best.equals(inCharge)) {
            json.put(
                    "release_summary",
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f %%, %s: %.1f %%",
                            best,
                            100 * Objects.requireNonNullElse(accuracy.get(best), Double.NaN),
                            inCharge,
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

    /** Publishes it if it is new; takes away what an earlier run told if nothing shall be told. */
    void tell() {
        String now = enabled ? state : "";
        if (!now.equals(told) && (!enabled || !now.isEmpty())) {
            bus.publish(topic(bus), now, 1, true);
            told = now;
        }
    }
}
