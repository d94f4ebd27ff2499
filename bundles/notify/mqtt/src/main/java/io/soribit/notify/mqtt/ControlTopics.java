// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.common.log.LogText;
import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands over MQTT, below {@code soribit/<hub>}: {@code alert/ack} acknowledges all active alerts
 * (the payload is the person), {@code test} raises a test alert (the payload is the target; empty
 * for all), {@code mode/set} changes the mode, which {@code mode/state} shows (retained).
 */
@Component(
        immediate = true,
        service = {})
public final class ControlTopics {
    private static final int QUEUE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(ControlTopics.class);
    private static final String BY = "MQTT";

    private final Alerts alerts;
    private final Modes modes;
    private final SerialExecutor worker =
            new SerialExecutor("soribit-mqtt-control", QUEUE, WhenFull.DROP);
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private final Modes.Watch watch;
    private final SourceThrottle throttle;

    @Activate
    public ControlTopics(
            @Reference MessageBus bus, @Reference Alerts alerts, @Reference Modes modes) {
        this(bus, alerts, modes, new SourceThrottle(MonotonicClock.SYSTEM));
    }

    /**
     * @param throttle of what is logged of each kind of command
     */
    ControlTopics(MessageBus bus, Alerts alerts, Modes modes, SourceThrottle throttle) {
        this.throttle = throttle;
        this.alerts = alerts;
        this.modes = modes;
        String root = bus.root();
        subscribe(bus, root + "/alert/ack", this::acknowledge);
        subscribe(bus, root + "/test", this::test);
        subscribe(bus, root + "/mode/set", this::change);
        watch = modes.watch(mode -> bus.publish(root + "/mode/state", mode.text(), 1, true));
    }

    /** Ignores retained commands: they are old. */
    private void subscribe(MessageBus bus, String topic, Consumer<String> command) {
        subscriptions.add(
                bus.subscribe(
                        topic,
                        (t, payload, retained) -> {
                            if (!retained) {
                                String text = new String(payload, UTF_8).strip();
                                worker.execute(() -> command.accept(text));
                            }
                        }));
    }

    private void acknowledge(String who) {
        alerts.acknowledgeAll(who.isEmpty() ? BY : who);
    }

    private void test(String target) {
        if (!alerts.test(target, BY) && throttle.isDue("test")) {
            LOG.warn(
                    "ignoring a test for the unknown target '{}'; known targets: {}",
                    LogText.of(target),
                    String.join(", ", alerts.targets()));
        }
    }

    private void change(String text) {
        Optional<HomeMode> mode = HomeMode.of(text);
        mode.ifPresent(known -> modes.set(known, BY));
        if (mode.isEmpty() && throttle.isDue("mode")) {
            LOG.warn(
                    "ignoring the unknown mode '{}'; known modes: home, sleep, away",
                    LogText.of(text));
        }
    }

    @Deactivate
    void deactivate() {
        subscriptions.forEach(MessageBus.Subscription::close);
        watch.close();
        worker.close();
    }
}
