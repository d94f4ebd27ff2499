// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.PlugIns;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.health.LiveChecks;
import io.soribit.web.live.Live.PlugInList;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services that the page asks, as they come and go: one is removed unless another one has
 * replaced it. Thread-safe.
 */
public final class HubServices {
    private static final Logger LOG = LoggerFactory.getLogger(HubServices.class);

    private final Clock clock;
    private final AtomicReference<@Nullable Hearing> hearing = new AtomicReference<>();
    private final AtomicReference<@Nullable MessageBus> bus = new AtomicReference<>();
    private final AtomicReference<@Nullable Ontology> ontology = new AtomicReference<>();
    private final AtomicReference<@Nullable PlugIns> plugIns = new AtomicReference<>();
    private final AtomicReference<@Nullable SourceSharing> sharing = new AtomicReference<>();
    private final Problems problems = new Problems(new LiveChecks());
    private volatile boolean failing;

    HubServices(Clock clock) {
        this.clock = clock;
    }

    void setHearing(Hearing service) {
        hearing.set(service);
    }

    /** Whether it was the current one. */
    boolean removeHearing(Hearing service) {
        return hearing.compareAndSet(service, null);
    }

    void setBus(MessageBus service) {
        bus.set(service);
    }

    /** Whether it was the current one. */
    boolean removeBus(MessageBus service) {
        return bus.compareAndSet(service, null);
    }

    @Nullable MessageBus bus() {
        return bus.get();
    }

    /** Sets what knows the sounds. */
    public void setOntology(Ontology service) {
        ontology.set(service);
    }

    /** Removes it. */
    public void removeOntology(Ontology service) {
        ontology.compareAndSet(service, null);
    }

    /** Sets what knows the plug-ins. */
    public void setPlugIns(PlugIns service) {
        plugIns.set(service);
    }

    /** Removes it. */
    public void removePlugIns(PlugIns service) {
        plugIns.compareAndSet(service, null);
    }

    /** Sets what shares with other hubs. */
    public void setSharing(SourceSharing service) {
        sharing.set(service);
    }

    /** Removes it. */
    public void removeSharing(SourceSharing service) {
        sharing.compareAndSet(service, null);
    }

    /** What is wrong with the running hub. */
    public Problems problems() {
        return problems;
    }

    PlugInList plugIns() {
        PlugIns service = plugIns.get();
        return service == null ? new PlugInList(List.of()) : PlugInList.of(service);
    }

    KnownSounds sounds() {
        return KnownSounds.of(ontology.get());
    }

    Status status() {
        Hearing engine = hearing.get();
        try {
            SourceSharing others = sharing.get();
            Status status =
                    Status.of(engine, bus.get(), clock.instant())
                            .with(others == null ? List.of() : others.troubles(), problems.list());
            failing = false;
            return status;
        } catch (RuntimeException | LinkageError e) {
            if (!failing) {
                LOG.warn("{} reports no status: the page shows \"not listening\"", engine, e);
            }
            failing = true;
            return Status.unknown(clock.instant());
        }
    }
}
