// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the engine says of rooms, windows and models. */
final class HearingFigures {
    private static final String[] SOURCE = {"room", "source"};

    private HearingFigures() {}

    static void register(PrometheusRegistry registry, Supplier<@Nullable Hearing> engine) {
        CounterWithCallback.builder()
                .name("soribit_windows")
                .help("Windows of audio that were scored in time, scored late, or dropped.")
                .labelNames("room", "source", "result")
                .callback(
                        windows -> {
                            for (SourceStatus s : sources(engine)) {
                                SourceStatus.Windows w = s.windows();
                                windows.call(
                                        (double) (w.scored() - w.late()),
                                        s.room(),
                                        s.source(),
                                        "scored");
                                windows.call((double) w.late(), s.room(), s.source(), "late");
                                windows.call((double) w.dropped(), s.room(), s.source(), "dropped");
                            }
                        })
                .register(registry);
        perSource(
                registry,
                engine,
                "soribit_source_listening",
                "1 while a source is heard, else 0.",
                s -> s.state() == SourceState.LISTENING ? 1 : 0);
        perSource(
                registry,
                engine,
                "soribit_source_level_dbfs",
                "Level of a source in dB of full scale.",
                SourceStatus::levelDb);
        perSource(
                registry,
                engine,
                "soribit_source_age_seconds",
                "Since a window of a source was last scored; NaN before the first.",
                s -> age(s.lastScored()));
        GaugeWithCallback.builder()
                .name("soribit_stage_seconds")
                .help("Recent mean time of a stage of the pipeline for one window.")
                .labelNames("stage")
                .callback(
                        stages -> {
                            Hearing present = engine.get();
                            if (present != null) {
                                present.stageMicros()
                                        .forEach((stage, us) -> stages.call(us / 1e6, stage));
                            }
                        })
                .register(registry);
        GaugeWithCallback.builder()
                .name("soribit_model_active")
                .help("1 for the active model.")
                .labelNames("model")
                .callback(
                        models -> {
                            Hearing present = engine.get();
                            String model = present == null ? null : present.model();
                            if (model != null) {
                                models.call(1, model);
                            }
                        })
                .register(registry);
    }

    private static void perSource(
            PrometheusRegistry registry,
            Supplier<@Nullable Hearing> engine,
            String name,
            String help,
            ToDoubleFunction<SourceStatus> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(SOURCE)
                .callback(
                        gauge ->
                                sources(engine)
                                        .forEach(
                                                s ->
                                                        gauge.call(
                                                                value.applyAsDouble(s),
                                                                s.room(),
                                                                s.source())))
                .register(registry);
    }

    private static List<SourceStatus> sources(Supplier<@Nullable Hearing> engine) {
        Hearing present = engine.get();
        return present == null ? List.of() : present.sources();
    }

    private static double age(@Nullable Instant scored) {
        return scored == null
                ? Double.NaN
                : Math.max(0, Duration.between(scored, Instant.now()).toMillis() / 1e3);
    }
}
