// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Ontology;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.house.Report;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.engine.window.WindowCounters;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of one source share.
 *
 * @param room of the source
 * @param settings that apply now
 * @param stride windows from one scored to the next, for a live source
 * @param counters of the model's windows
 * @param reports receives what is heard; must not block
 * @param evidence receives scores near a threshold, and what is heard above it; must not block.
 *     Null if nobody wants them
 */
record LaneContext(
        String room,
        Supplier<ScoringSettings> settings,
        IntSupplier stride,
        WindowCounters counters,
        Ontology ontology,
        Clocks clocks,
        Consumer<Report> reports,
        @Nullable EvidenceSink evidence) {}
