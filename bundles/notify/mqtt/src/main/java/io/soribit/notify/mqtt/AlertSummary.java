// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.common.json.AlertJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * All alerts in one topic, {@code soribit/<hub>/alert/state} (JSON, retained): {@code count} of the
 * active ones, {@code unseen} of them, and the most urgent one (not acknowledged before
 * acknowledged, then the latest) as on {@code alert/<id>}.
 */
@Component(
        immediate = true,
        service = {})
public final class AlertSummary {
    private static final int QUEUE = 1_000;
    private static final Comparator<AlertChange> FIRST =
            Comparator.comparing(AlertSummary::isUnseen)
                    .thenComparing(change -> change.alert().urgency())
                    .thenComparing(change -> change.alert().event().onset());

    private final MessageBus bus;
    private final Map<String, AlertChange> active = new LinkedHashMap<>();
    private final SerialExecutor worker =
            new SerialExecutor("soribit-mqtt-summary", QUEUE, WhenFull.DROP);
    private boolean scheduled;
    private final Alerts.Watch watch;

    @Activate
    public AlertSummary(@Reference MessageBus bus, @Reference Alerts alerts) {
        this.bus = bus;
        schedule();
        watch = alerts.watch(this::onChange);
    }

    @Deactivate
    void deactivate() {
        watch.close();
        synchronized (this) {
            active.clear();
            schedule();
        }
        worker.close();
    }

    private synchronized void onChange(AlertChange change) {
        String id = change.alert().id();
        if (change.state().goesOn()) {
            active.put(id, change);
            schedule();
        } else if (change.state() == AlertState.ENDED && active.remove(id) != null) {
            schedule();
        }
    }

    /** Several changes at the same time are published once. */
    private synchronized void schedule() {
        if (!scheduled) {
            scheduled = true;
            worker.execute(this::publish);
        }
    }

    private synchronized void publish() {
        scheduled = false;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", active.size());
        json.put("unseen", active.values().stream().filter(AlertSummary::isUnseen).count());
        active.values().stream().max(FIRST).ifPresent(first -> json.setAll(AlertJson.of(first)));
        bus.publish(bus.root() + "/alert/state", json.toString(), 1, true);
    }

    private static boolean isUnseen(AlertChange change) {
        return change.state() != AlertState.ACKNOWLEDGED;
    }
}
