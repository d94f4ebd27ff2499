// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Listens to the hub and remembers. */
final class Heard implements SoundListener, AutoCloseable {
    private final List<SoundEvent> events = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<SoundListener> registration;

    Heard(BundleContext context) {
        registration = context.registerService(SoundListener.class, this, null);
    }

    @Override
    public void onSound(SoundEvent event) {
        events.add(event);
    }

    /** How often a sound began in a room, or came to another phase. */
    long count(String room, String sound, Phase phase) {
        return events.stream()
                .filter(e -> !e.house() && e.room().equals(room))
                .filter(e -> e.sound().id().equals(sound) && e.phase() == phase)
                .count();
    }

    List<SoundEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
