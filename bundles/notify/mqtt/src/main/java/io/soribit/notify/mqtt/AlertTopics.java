// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.common.json.AlertJson;
import io.soribit.common.log.LogText;
import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import java.util.HashSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Active alerts: {@code soribit/<hub>/alert/<id>} is an alert as JSON (retained), and empty when it
 * has ended. {@code soribit/<hub>/alert/<id>/ack} acknowledges it; the payload is the name of the
 * person, and may be empty.
 */
@Component(
        immediate = true,
        service = {})
public final class AlertTopics {
    private static final int QUEUE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(AlertTopics.class);
    private static final String ACK = "/ack";
    private static final String NOBODY = "MQTT";

    /** Topics at this level that are no alerts. */
    private static final Set<String> OTHERS = Set.of("state", "ack");

    private final MessageBus bus;
    private final Alerts alerts;
    private final String prefix;
    private final Set<String> shown = new HashSet<>();
    private final MessageBus.Subscription own;
    private final MessageBus.Subscription acks;
    private final Alerts.Watch watch;
    private final SerialExecutor worker =
            new SerialExecutor("soribit-mqtt-acks", QUEUE, WhenFull.DROP);
    private final SourceThrottle throttle = new SourceThrottle(MonotonicClock.SYSTEM);
    private boolean stopped;

    @Activate
    public AlertTopics(@Reference MessageBus bus, @Reference Alerts alerts) {
        this.bus = bus;
        this.alerts = alerts;
        prefix = bus.root() + "/alert/";
        acks = bus.subscribe(prefix + "+" + ACK, this::onAck);
        watch = alerts.watch(this::onChange);
        own = bus.subscribe(prefix + "+", this::onRetained);
    }

    @Deactivate
    void deactivate() {
        own.close();
        acks.close();
        watch.close();
        clear();
        worker.close();
    }

    private synchronized void clear() {
        stopped = true;
        shown.forEach(id -> publish(id, ""));
        shown.clear();
    }

    private synchronized void onChange(AlertChange change) {
        String id = change.alert().id();
        if (stopped) {
            return;
        }
        if (change.state().goesOn()) {
            shown.add(id);
            publish(id, AlertJson.of(change).toString());
        } else if (change.state() == AlertState.ENDED) {
            shown.remove(id);
            publish(id, "");
        }
    }

    /** Deletes what the broker retains from an earlier run that was killed. */
    private void onRetained(String topic, byte[] payload, boolean retained) {
        String id = topic.substring(prefix.length());
        if (retained
                && payload.length > 0
                && !OTHERS.contains(id)
                && alerts.active().stream().noneMatch(c -> c.alert().id().equals(id))) {
            publish(id, "");
        }
    }

    /** Ignores retained acknowledgements: they are old. */
    private void onAck(String topic, byte[] payload, boolean retained) {
        if (retained) {
            return;
        }
        String id = topic.substring(prefix.length(), topic.length() - ACK.length());
        String who = new String(payload, UTF_8).strip();
        worker.execute(() -> acknowledge(id, who.isEmpty() ? NOBODY : who));
    }

    private void acknowledge(String id, String who) {
        if (!alerts.acknowledge(id, who) && throttle.isDue("ack")) {
            LOG.info(
                    "ignoring acknowledgement of unknown or ended alert {} by {}",
                    LogText.of(id),
                    LogText.of(who));
        }
    }

    private void publish(String id, String document) {
        bus.publish(prefix + id, document, 1, true);
    }
}
