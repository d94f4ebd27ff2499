// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.web.live.Snapshot.KnownSound;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sounds of the ontology.
 *
 * @param known those that can become alerts
 * @param others what else an alert can have been, such as music or a television
 */
public record KnownSounds(List<KnownSound> known, List<KnownSound> others) {
    static final KnownSounds NONE = new KnownSounds(List.of(), List.of());

    static KnownSounds of(@Nullable Ontology ontology) {
        return ontology == null
                ? NONE
                : new KnownSounds(
                        those(ontology, sound -> sound.urgency() != Urgency.INFO),
                        those(ontology, KnownSounds::isOther));
    }

    private static boolean isOther(Sound sound) {
        return sound.urgency() == Urgency.INFO && !sound.id().equals(Sound.BACKGROUND);
    }

    private static List<KnownSound> those(Ontology ontology, Predicate<Sound> which) {
        return ontology.sounds().stream().filter(which).map(KnownSound::of).toList();
    }
}
