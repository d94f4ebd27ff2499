// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.MessageBus;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Displays that are not there: a matrix and a touch display. What each shows is on {@code
 * soribit/<hub>/simulated/<name>} (JSON, retained); a message on {@code .../press} presses its
 * button.
 */
@Component(service = VirtualDisplays.class, immediate = true)
public final class VirtualDisplays {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualDisplays.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final MessageBus bus;
    private final List<VirtualDisplay> displays = new ArrayList<>();
    private final List<MessageBus.Subscription> presses = new ArrayList<>();
    private final Map<String, String> published = new HashMap<>();
    private final PeriodicTask task;

    /** Plugs them in. */
    @Activate
    public VirtualDisplays(@Reference MessageBus bus) {
        this.bus = bus;
        displays.add(new VirtualMatrix(bus, "soribit-matrix", Clock.systemUTC()));
        displays.add(new VirtualPlate(bus, "soribit-plate", Clock.systemUTC()));
        task = new PeriodicTask("soribit-displays", Duration.ZERO, PERIOD, this::tick);
        for (VirtualDisplay display : displays) {
            presses.add(
                    bus.subscribe(
                            topic(display) + "/press",
                            (topic, payload, retained) -> {
                                if (!retained) {
                                    task.execute(display::press);
                                }
                            }));
        }
    }

    private String topic(VirtualDisplay display) {
        return bus.root() + "/simulated/" + display.name();
    }

    private void tick() {
        for (VirtualDisplay display : displays) {
            try {
                display.tick();
                String state = display.state().toString();
                if (!state.equals(published.put(display.name(), state))) {
                    bus.publish(topic(display), state, 1, true);
                }
            } catch (RuntimeException e) {
                LOG.warn("the display {} that is not there failed", display.name(), e);
            }
        }
    }

    /** Takes them away. */
    @Deactivate
    public void unplug() {
        presses.forEach(MessageBus.Subscription::close);
        task.close();
        for (VirtualDisplay display : displays) {
            display.unplug();
            bus.publish(topic(display), "", 1, true);
        }
    }
}
