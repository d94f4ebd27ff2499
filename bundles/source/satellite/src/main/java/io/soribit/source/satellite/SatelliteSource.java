// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.source.RemoteHearing;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.room.RoomTopics;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a room of a satellite to this house; one for each factory configuration. */
@Component(
        name = SatelliteSource.PID,
        immediate = true,
        service = HealthCheck.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SatelliteConfig.class, factory = true)
public final class SatelliteSource implements HealthCheck {
    static final String PID = "io.soribit.source.satellite";
    private static final Logger LOG = LoggerFactory.getLogger(SatelliteSource.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final SourceName source;
    private final String hub;
    private List<MessageBus.Subscription> subscriptions = List.of();
    private RemoteHearing.@Nullable Membership membership;
    private @Nullable PeriodicTask task;

    /** All are missing in {@code soribit doctor}. */
    @Activate
    public SatelliteSource(
            @Nullable
                    @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    MessageBus bus,
            @Nullable
                    @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    RemoteHearing hearing,
            @Nullable
                    @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    Ontology ontology,
            SatelliteConfig config) {
        source = SourceName.of("satellite", config.id(), config.room());
        hub = config.hub().strip();
        String problem = problem();
        if (!problem.isEmpty()) {
            LOG.error("source {}: {}", source.id(), problem);
        } else if (bus != null && hearing != null && ontology != null) {
            join(bus, hearing, ontology);
        }
    }

    private void join(MessageBus bus, RemoteHearing hearing, Ontology ontology) {
        String root = "soribit/" + hub;
        if (root.equals(bus.root())) {
            LOG.error(
                    "source {}: 'hub' is the name of this hub itself: name the satellite",
                    source.id());
            return;
        }
        RemoteHearing.Membership joined = hearing.join(source.id(), source.room());
        membership = joined;
        SatelliteRoom room =
                new SatelliteRoom(
                        source.id(),
                        source.room(),
                        hub,
                        joined,
                        new SoundReader(ontology),
                        Clock.systemUTC(),
                        MonotonicClock.SYSTEM);
        subscriptions =
                List.of(
                        bus.subscribe(root + "/status", (t, payload, kept) -> room.status(payload)),
                        bus.subscribe(
                                root + "/satellite",
                                (t, payload, kept) -> {
                                    if (!kept) {
                                        room.beat(payload);
                                    }
                                }),
                        bus.subscribe(
                                root + "/" + RoomTopics.level(source.room()) + "/sound",
                                (t, payload, kept) -> room.sound(payload, kept)));
        task = new PeriodicTask("soribit-satellite-" + source.room(), PERIOD, room::check);
    }

    private String problem() {
        return hub.isEmpty() || hub.chars().anyMatch(c -> "/+#".indexOf(c) >= 0)
                ? "'hub' is no name of a hub: set it to that of the satellite"
                : "";
    }

    @Deactivate
    public void stop() {
        PeriodicTask checks = task;
        if (checks != null) {
            checks.close();
        }
        subscriptions.forEach(MessageBus.Subscription::close);
        RemoteHearing.Membership joined = membership;
        if (joined != null) {
            joined.close();
        }
    }

    @Override
    public String name() {
        return source.id();
    }

    /** Only what is configured: messages come while the hub runs. */
    @Override
    public List<Result> check() {
        String problem = problem();
        String what = "source " + source.id() + " in room " + source.room();
        return List.of(
                problem.isEmpty()
                        ? Result.ok(what + ": satellite '" + hub + "'")
                        : Result.critical(what + " cannot be used", problem));
    }
}
