// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.RemoteHearing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a house is told, and the only sound it knows. */
final class FakeHouse implements RemoteHearing.Membership, Ontology {
    static final Sound BELL =
            new Sound("doorbell", Map.of("en", "Bell"), "🔔", "#00C853", Urgency.URGENT, List.of());

    final List<SourceStatus> statuses = new ArrayList<>();
    final List<SoundEvent> sounds = new ArrayList<>();

    @Override
    public void status(SourceStatus status) {
        statuses.add(status);
    }

    SourceStatus last() {
        return statuses.get(statuses.size() - 1);
    }

    @Override
    public void sound(SoundEvent event) {
        sounds.add(event);
    }

    @Override
    public void close() {}

    @Override
    public Collection<Sound> sounds() {
        return List.of(BELL);
    }

    @Override
    public Optional<Sound> sound(String id) {
        return sounds().stream().filter(sound -> sound.id().equals(id)).findFirst();
    }

    @Override
    public Sound ofLabel(String label) {
        return new Sound(label, Map.of("en", label), "♪", "#888888", Urgency.INFO, List.of());
    }
}
