// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.MessageBus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lamps of three further makers, beside that of {@link VirtualLamp}. */
@Component(service = VirtualLamps.class, immediate = true)
public final class VirtualLamps {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualLamps.class);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soribit-virtual-lamps"));
    private final List<VirtualDevice> devices;

    /** Plugs them in. */
    @Activate
    public VirtualLamps(@Reference MessageBus bus) {
        devices =
                List.of(
                        new VirtualWled(bus, this::after, "wled/demo-strip"),
                        new VirtualTasmota(bus, this::after, "demo-bulb", false),
                        new VirtualShelly(bus, this::after, "shellyplusrgbwpm-demo", "rgb:0"));
    }

    private void after(Duration delay, Runnable task) {
        try {
            var unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the lamps are unplugged: a late task is left out", e);
        }
    }

    @Deactivate
    void unplug() {
        devices.forEach(VirtualDevice::close);
        timer.shutdownNow();
    }
}
