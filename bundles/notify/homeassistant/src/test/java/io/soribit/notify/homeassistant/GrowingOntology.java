// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.engine.ontology.SoundOntology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hub's ontology, to which a household adds a sound. */
final class GrowingOntology implements Ontology {
    private final Ontology known = new SoundOntology();
    private final List<Sound> taught = new ArrayList<>();

    void teach(String id) {
        Map<String, String> names = Map.of("en", "Our bell", "ko", "우리 집 종");
        taught.add(new Sound(id, names, "🔔", "#00BFA5", Urgency.NOTICE, List.of()));
    }

    @Override
    public Collection<Sound> sounds() {
        List<Sound> all = new ArrayList<>(known.sounds());
        all.addAll(taught);
        return all;
    }

    @Override
    public Optional<Sound> sound(String id) {
        return sounds().stream().filter(sound -> sound.id().equals(id)).findFirst();
    }

    @Override
    public Sound ofLabel(String label) {
        return sound(label).orElseGet(() -> known.ofLabel(label));
    }
}
