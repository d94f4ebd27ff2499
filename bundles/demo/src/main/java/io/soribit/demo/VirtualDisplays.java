// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.MessageBus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private static final long TICK_MILLIS = 250;
    private static final long STOP_SECONDS = 2;

    private final MessageBus bus;
    private final List<VirtualDisplay> displays = new ArrayList<>();
    private final List<MessageBus.Subscription> presses = new ArrayList<>();
    private final Map<String, String> published = new HashMap<>();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soribit-displays"));

    /** Plugs them in. */
    @Activate
    public VirtualDisplays(@Reference MessageBus bus) {
        this.bus = bus;
        displays.add(new VirtualMatrix(bus, "soribit-matrix", Clock.systemUTC()));
        displays.add(new VirtualPlate(bus, "soribit-plate", Clock.systemUTC()));
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        for (VirtualDisplay display : displays) {
            presses.add(
                    bus.subscribe(
                            topic(display) + "/press",
                            (topic, payload, retained) -> {
                                if (!retained) {
                                    thread.execute(display::press);
                                }
                            }));
        }
        var unused =
                thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
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
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the thread of the displays did not end in time: it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (VirtualDisplay display : displays) {
            display.unplug();
            bus.publish(topic(display), "", 1, true);
        }
    }
}
