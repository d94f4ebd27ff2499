// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Alternative;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one detector heard at one source, as it starts, changes and ends.
 *
 * @param key the same object in all phases
 * @param onset a reading of the monotonic clock
 * @param end likewise; null until it ends
 */
public record Report(
        Object key,
        Phase phase,
        String room,
        Sound sound,
        Duration onset,
        @Nullable Duration end,
        float score,
        List<Alternative> alternatives,
        float levelDb,
        String detector,
        @Nullable String model,
        Duration latency,
        Map<String, Double> evidence) {}
