// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ontology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.score.TaughtSound;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The ontology that comes with the API, and what the household has taught. */
@Component
public final class SoundOntology implements Ontology {
    private static final String RESOURCE = "/io/soribit/api/sounds.json";
    private static final Set<String> NO_NAMES =
            Set.of("id", "icon", "colour", "urgency", "audioset");

    private final Map<String, Sound> byId = new LinkedHashMap<>();
    private final Map<String, Sound> byAudioSet = new HashMap<>();
    private final List<Sound> taught = new CopyOnWriteArrayList<>();

    @Activate
    public SoundOntology() {
        try (InputStream in = Ontology.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("not in the API bundle: rebuild it");
            }
            for (JsonNode entry : new ObjectMapper().readTree(in)) {
                add(sound(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A sound that has the id of another is left out: its teacher is to take another name. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTaught(TaughtSound sound) {
        taught.add(sound.sound());
    }

    void unbindTaught(TaughtSound sound) {
        taught.remove(sound.sound());
    }

    @Override
    public Collection<Sound> sounds() {
        Map<String, Sound> all = new LinkedHashMap<>(byId);
        taught.forEach(sound -> all.putIfAbsent(sound.id(), sound));
        return Collections.unmodifiableCollection(all.values());
    }

    @Override
    public Optional<Sound> sound(String id) {
        Sound known = byId.get(id);
        return known != null
                ? Optional.of(known)
                : taught.stream().filter(sound -> sound.id().equals(id)).findFirst();
    }

    @Override
    public Sound ofLabel(String label) {
        String id = idOf(label);
        Sound known = byId.get(label);
        if (known == null) {
            known = byAudioSet.get(label.toLowerCase(Locale.ROOT));
        }
        if (known == null) {
            known = sound(id).orElse(null);
        }
        return known != null
                ? known
                : new Sound(id, Map.of("en", label), "🔊", "#9E9E9E", Urgency.INFO, List.of());
    }

    private void add(Sound sound) {
        byId.put(sound.id(), sound);
        for (String name : sound.audioSet()) {
            byAudioSet.putIfAbsent(name.toLowerCase(Locale.ROOT), sound);
        }
    }

    private static Sound sound(JsonNode entry) {
        Map<String, String> names = new HashMap<>();
        entry.properties().stream()
                .filter(field -> !NO_NAMES.contains(field.getKey()))
                .forEach(field -> names.put(field.getKey(), field.getValue().asText()));
        List<String> audioSet = new ArrayList<>();
        entry.path("audioset").forEach(name -> audioSet.add(name.asText()));
        return new Sound(
                entry.path("id").asText(),
                names,
                entry.path("icon").asText(),
                entry.path("colour").asText(),
                Urgency.valueOf(entry.path("urgency").asText().toUpperCase(Locale.ROOT)),
                audioSet);
    }

    private static String idOf(String label) {
        String id =
                label.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        if (id.isEmpty()) {
            return "sound_" + Integer.toHexString(label.hashCode());
        }
        return id.length() > 64 ? id.substring(0, 64) : id;
    }
}
