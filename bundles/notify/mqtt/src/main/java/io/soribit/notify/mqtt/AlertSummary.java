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
 * All alerts in one topic, {@code soribit/<hub>/alert/state} (JSON, retained): {@code count} of
 * those that go on, {@code unseen} of them, and of the most urgent, the unseen before the seen and
 * the latest first, what {@code alert/<id>} tells.
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
    private boolean due;
    private final Alerts.Watch watch;

    @Activate
    public AlertSummary(@Reference MessageBus bus, @Reference Alerts alerts) {
        this.bus = bus;
        due();
        watch = alerts.watch(this::onChange);
    }

    @Deactivate
    void deactivate() {
        watch.close();
        synchronized (this) {
            active.clear();
            due();
        }
        worker.close();
    }

    private synchronized void onChange(AlertChange change) {
        String id = change.alert().id();
        if (change.state().goesOn()) {
            active.put(id, change);
            due();
        } else if (change.state() == AlertState.ENDED && active.remove(id) != null) {
            due();
        }
    }

    /** Many changes at one time are told once. */
    private synchronized void due() {
        if (!due) {
            due = true;
            worker.execute(this::publish);
        }
    }

    private synchronized void publish() {
        due = false;
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
