// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.common.room.RoomTopics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes the start of each event for Home Assistant's event entities: {@code soribit/<hub>/<room
 * or house>/event}. Not retained: an old event must not trigger automations.
 */
@Component(configurationPid = HomeAssistant.PID)
public final class EventTopics implements SoundListener {
    /** Last level of the topics. */
    static final String LEVEL = "event";

    /** A sound that only one model knows; its label is in the event. */
    private static final String OTHER = "other";

    private final MessageBus bus;
    private final Ontology ontology;
    private final Settings settings;

    @Activate
    public EventTopics(@Reference MessageBus bus, @Reference Ontology ontology, Config config) {
        // HomeAssistant reads the same configuration, and logs its problems.
        this(bus, ontology, Settings.of(config, Locale.getDefault(), problem -> {}));
    }

    EventTopics(MessageBus bus, Ontology ontology, Settings settings) {
        this.bus = bus;
        this.settings = settings;
        this.ontology = ontology;
    }

    /** All types of events: Home Assistant ignores an event of a type that was not described. */
    static List<String> types(Ontology ontology) {
        return Stream.concat(
                        ontology.sounds().stream()
                                .map(Sound::id)
                                .filter(id -> !id.equals(Sound.BACKGROUND)),
                        Stream.of(OTHER))
                .toList();
    }

    @Override
    public void onSound(SoundEvent event) {
        if (event.phase() == Phase.START && settings.enabled()) {
            String place = event.house() ? Rooms.HOUSE : RoomTopics.level(event.room());
            String topic = bus.root() + "/" + place + "/" + LEVEL;
            bus.publish(topic, document(event).toString(), 1, false);
        }
    }

    private ObjectNode document(SoundEvent event) {
        String label = event.sound().id();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_type", types(ontology).contains(label) ? label : OTHER)
                .put("label", label)
                .put("sound", event.sound().name(settings.language()))
                .put("score", rounded(event.score(), 1_000))
                .put("level_db", rounded(event.levelDb(), 10))
                .put("onset", event.onset().toString())
                .put("detector", event.detector())
                .put("model", event.model())
                .put("id", event.id());
        ArrayNode rooms = json.putArray("rooms");
        event.rooms().forEach(rooms::add);
        return json;
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
