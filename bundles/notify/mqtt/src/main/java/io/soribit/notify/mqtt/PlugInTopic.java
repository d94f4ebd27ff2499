// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.api.hub.PlugIns;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes the plug-ins of the data folder and their states when they change: {@code
 * soribit/<hub>/plugins}, JSON, retained.
 */
@Component(
        immediate = true,
        service = {})
public final class PlugInTopic {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final MessageBus bus;
    private final PlugIns plugIns;
    private final PeriodicTask task;
    private @Nullable List<PlugInStatus> published;

    @Activate
    public PlugInTopic(@Reference MessageBus bus, @Reference PlugIns plugIns) {
        this.bus = bus;
        this.plugIns = plugIns;
        task = new PeriodicTask("soribit-mqtt-plugins", Duration.ZERO, PERIOD, this::publish);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    private void publish() {
        List<PlugInStatus> current = plugIns.list();
        if (current.equals(published)) {
            return;
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (PlugInStatus plugIn : current) {
            json.addObject()
                    .put("file", plugIn.file())
                    .put("name", plugIn.name())
                    .put("version", plugIn.version())
                    .put("state", plugIn.state().text())
                    .put("message", plugIn.message());
        }
        bus.publish(bus.root() + "/plugins", json.toString(), 1, true);
        published = current;
    }
}
