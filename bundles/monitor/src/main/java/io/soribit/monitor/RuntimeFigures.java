// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugIns;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the process says of itself. */
final class RuntimeFigures {
    private RuntimeFigures() {}

    static void register(
            PrometheusRegistry registry, String version, Supplier<@Nullable PlugIns> plugIns) {
        Info.builder()
                .name("soribit_hub_info")
                .help("The version of the hub.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
        GaugeWithCallback.builder()
                .name("soribit_uptime_seconds")
                .help("Since the hub was started.")
                .callback(
                        gauge -> gauge.call(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3))
                .register(registry);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        GaugeWithCallback.builder()
                .name("soribit_memory_bytes")
                .help("Memory that Java uses, without native libraries.")
                .labelNames("area")
                .callback(
                        gauge -> {
                            gauge.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
                            gauge.call((double) memory.getNonHeapMemoryUsage().getUsed(), "other");
                        })
                .register(registry);
        CounterWithCallback.builder()
                .name("soribit_garbage_collection_seconds")
                .help("Time that all threads stood still for the garbage collection.")
                .callback(
                        counter ->
                                counter.call(
                                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                                        .mapToLong(
                                                                GarbageCollectorMXBean
                                                                        ::getCollectionTime)
                                                        .sum()
                                                / 1e3))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soribit_threads")
                .help("Threads of the process.")
                .callback(gauge -> gauge.call(ManagementFactory.getThreadMXBean().getThreadCount()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soribit_plugins")
                .help("Plug-ins, by state.")
                .labelNames("state")
                .callback(
                        gauge -> {
                            PlugIns present = plugIns.get();
                            if (present != null) {
                                for (PlugInState state : PlugInState.values()) {
                                    long count =
                                            present.list().stream()
                                                    .filter(p -> p.state() == state)
                                                    .count();
                                    gauge.call(
                                            (double) count, state.name().toLowerCase(Locale.ROOT));
                                }
                            }
                        })
                .register(registry);
    }
}
