// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What the hub hears with, and how it is doing. Thread-safe; cheap enough to ask every second. */
@ProviderType
public interface Hearing {
    /**
     * One entry per source, by room and id.
     *
     * @return a copy, as of now
     */
    List<SourceStatus> sources();

    /** Id of the active model; null while there is none. */
    @Nullable String model();

    /**
     * Id of the model that hears a room, {@code one+other} for two; null while there is none. The
     * active model of the house by default.
     *
     * @param room its name
     * @return ids as in {@link ModelRegistry#list()}
     */
    default @Nullable String model(String room) {
        return model();
    }

    /** Why this model is active, or what is missing: one sentence. */
    String modelReason();

    /** Ids of all models that could be active, sorted. */
    List<String> models();

    /**
     * Mean microseconds per window by stage: {@code features}, {@code inference}, {@code decision}.
     *
     * @return empty while nothing was scored
     */
    Map<String, Double> stageMicros();
}
