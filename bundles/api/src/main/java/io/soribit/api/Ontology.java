// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The kinds of sound the hub knows: those of {@code io/soribit/api/sounds.json}, and those that the
 * household has taught, which come and go. Thread-safe.
 */
@ProviderType
public interface Ontology {
    /**
     * All sounds, in the order of the file; then those that were taught.
     *
     * @return unmodifiable, as they are now
     */
    Collection<Sound> sounds();

    /**
     * The sound with an id.
     *
     * @param id for example {@code smoke_alarm}
     * @return empty if there is none
     */
    Optional<Sound> sound(String id);

    /**
     * The sound that a model's label means: by id, or by AudioSet display name. A label that the
     * ontology does not know becomes a sound of its own, of urgency {@link Urgency#INFO}, named as
     * the label is.
     *
     * @param label as the model's descriptor has it
     * @return never null
     */
    Sound ofLabel(String label);
}
