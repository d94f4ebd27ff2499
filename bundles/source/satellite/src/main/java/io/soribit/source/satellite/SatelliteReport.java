// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.room.RoomHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On a satellite: says every 3 s how its rooms are, {@code soribit/<satellite>/satellite}. Not
 * retained: it must never outlive the satellite.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "io.soribit.satellite",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RoleConfig.class)
public final class SatelliteReport {
    private static final Logger LOG = LoggerFactory.getLogger(SatelliteReport.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final MessageBus bus;
    private final Hearing hearing;
    private final PeriodicTask task;

    @Activate
    public SatelliteReport(@Reference MessageBus bus, @Reference Hearing hearing, RoleConfig role) {
        this(bus, hearing, PERIOD);
        LOG.info("this hub is a satellite, {}, of the house at {}", bus.root(), role.house());
    }

    SatelliteReport(MessageBus bus, Hearing hearing, Duration period) {
        this.bus = bus;
        this.hearing = hearing;
        task = new PeriodicTask("soribit-satellite-report", period, this::report);
    }

    private void report() {
        if (bus.connected()) {
            try {
                byte[] beat = Beat.write(RoomHealth.of(hearing.sources()), bus.instance());
                bus.publish(bus.root() + "/satellite", beat, 0, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Deactivate
    public void stop() {
        task.close();
    }
}
