// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of Zigbee2MQTT ({@code bridge/devices}, {@code bridge/groups}) say of lamps, plugs
 * and sirens. Not thread-safe.
 */
final class Zigbee2MqttCatalog {
    private final Map<String, FoundLamp> byAddress = new HashMap<>();

    /** The devices that can be lamps. */
    List<FoundLamp> devices(JsonNode list) {
        byAddress.clear();
        List<FoundLamp> found = new ArrayList<>();
        for (JsonNode device : list) {
            String name = device.path("friendly_name").asText();
            ability(device.path("definition").path("exposes"))
                    .filter(ability -> !device.path("disabled").asBoolean() && !name.isBlank())
                    .ifPresent(
                            ability -> {
                                FoundLamp one =
                                        new FoundLamp(
                                                Lamp.Kind.ZIGBEE2MQTT,
                                                name,
                                                name,
                                                ability,
                                                isSiren(device.path("definition")));
                                byAddress.put(device.path("ieee_address").asText(), one);
                                found.add(one);
                            });
        }
        return found;
    }

    /** The groups that have lamps, which can do what each of these can. */
    List<FoundLamp> groups(JsonNode list) {
        List<FoundLamp> found = new ArrayList<>();
        for (JsonNode group : list) {
            String name = group.path("friendly_name").asText();
            List<FoundLamp> members = new ArrayList<>();
            for (JsonNode member : group.path("members")) {
                @Nullable FoundLamp lamp = byAddress.get(member.path("ieee_address").asText());
                if (lamp != null) {
                    members.add(lamp);
                }
            }
            members.stream()
                    .map(FoundLamp::ability)
                    .max(Ability::compareTo)
                    .filter(least -> !name.isBlank())
                    .ifPresent(
                            least ->
                                    found.add(
                                            new FoundLamp(
                                                    Lamp.Kind.ZIGBEE2MQTT,
                                                    name,
                                                    name,
                                                    least,
                                                    false,
                                                    members)));
        }
        return found;
    }

    private static Optional<Ability> ability(JsonNode exposes) {
        Optional<Ability> best = Optional.empty();
        for (JsonNode expose : exposes) {
            Optional<Ability> here =
                    switch (expose.path("type").asText()) {
                        case "light" -> Optional.of(light(expose.path("features")));
                        case "switch" ->
                                isWhole(expose) ? Optional.of(Ability.SWITCH) : Optional.empty();
                        case "composite" ->
                                expose.path("name").asText().equals("warning")
                                        ? Optional.of(Ability.SWITCH)
                                        : Optional.empty();
                        default -> Optional.empty();
                    };
            if (here.isPresent() && (best.isEmpty() || here.get().compareTo(best.get()) < 0)) {
                best = here;
            }
        }
        return best;
    }

    /** Not one of several parts, each of which would have a state of its own. */
    private static boolean isWhole(JsonNode expose) {
        return expose.path("endpoint").asText().isEmpty();
    }

    private static Ability light(JsonNode features) {
        Ability ability = Ability.SWITCH;
        for (JsonNode feature : features) {
            String name = feature.path("name").asText();
            if (name.equals("color_xy") || name.equals("color_hs")) {
                return Ability.COLOUR;
            }
            if (name.equals("brightness")) {
                ability = Ability.LIGHT;
            }
        }
        return ability;
    }

    private static boolean isSiren(JsonNode definition) {
        boolean warns = false;
        for (JsonNode expose : definition.path("exposes")) {
            String type = expose.path("type").asText();
            if (type.equals("light") || type.equals("switch")) {
                return false;
            }
            warns |= type.equals("composite") && expose.path("name").asText().equals("warning");
        }
        return warns;
    }
}
