// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.common.json.SoundJson;
import io.soribit.common.room.RoomTopics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes each phase of each event: {@code soribit/<hub>/<room>/sound}, and for the house {@code
 * soribit/<hub>/house/sound}. Not retained.
 */
@Component(immediate = true)
public final class SoundTopics implements SoundListener {
    private final MessageBus bus;

    @Activate
    public SoundTopics(@Reference MessageBus bus) {
        this.bus = bus;
    }

    @Override
    public void onSound(SoundEvent event) {
        String topic = bus.root() + "/" + level(event) + "/sound";
        bus.publish(topic, SoundJson.of(event).toString(), 1, false);
    }

    /** The level of the topics of an event: a room, or the house. */
    static String level(SoundEvent event) {
        return event.house() ? Rooms.HOUSE : RoomTopics.level(event.room());
    }
}
