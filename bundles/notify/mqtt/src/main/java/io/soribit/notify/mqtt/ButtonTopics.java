// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Buttons and switches of the house, of any maker that acknowledge alerts or set the mode. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "io.soribit.notify.mqtt.buttons")
@Designate(ocd = ButtonTopics.Config.class)
public final class ButtonTopics {
    private static final int QUEUE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(ButtonTopics.class);
    private static final String FILE = "etc/io.soribit.notify.mqtt.buttons.cfg";

    /** Configuration of the buttons. */
    @ObjectClassDefinition(
            name = "Soribit buttons",
            description =
                    "Messages of buttons and switches: TOPIC, TOPIC=TEXT or TOPIC:KEY=TEXT, for"
                            + " example zigbee2mqtt/bedside:action=single.")
    public @interface Config {
        @AttributeDefinition(
                name = "Acknowledge",
                description = "Acknowledges all active alerts.",
                required = false)
        String[] acknowledge() default {};

        @AttributeDefinition(
                name = "At home",
                description = "The house is in mode home.",
                required = false)
        String[] home() default {};

        @AttributeDefinition(
                name = "Asleep",
                description = "The house is in mode sleep.",
                required = false)
        String[] sleep() default {};

        @AttributeDefinition(
                name = "Away",
                description = "The house is in mode away.",
                required = false)
        String[] away() default {};
    }

    private final MessageBus bus;
    private final SerialExecutor worker =
            new SerialExecutor("soribit-mqtt-buttons", QUEUE, WhenFull.DROP);
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();

    @Activate
    public ButtonTopics(
            @Reference MessageBus bus,
            @Reference Alerts alerts,
            @Reference Modes modes,
            Config config) {
        this.bus = bus;
        subscribe(config.acknowledge(), alerts::acknowledgeAll);
        subscribe(config.home(), by -> modes.set(HomeMode.HOME, by));
        subscribe(config.sleep(), by -> modes.set(HomeMode.SLEEP, by));
        subscribe(config.away(), by -> modes.set(HomeMode.AWAY, by));
    }

    private void subscribe(String[] lines, Consumer<String> action) {
        Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> subscribe(entry, action));
    }

    private void subscribe(String entry, Consumer<String> action) {
        try {
            Button button = Button.parse(entry);
            subscriptions.add(bus.subscribe(button.topic(), handler(button, action)));
        } catch (IllegalArgumentException e) {
            LOG.warn("ignoring a button in {}: {}", FILE, e.getMessage());
        }
    }

    /** Ignores retained messages: the button was pressed long ago. */
    private MessageBus.Handler handler(Button button, Consumer<String> action) {
        return (topic, payload, retained) -> {
            if (!retained && button.isPressedBy(new String(payload, UTF_8))) {
                worker.execute(() -> action.accept(topic));
            }
        };
    }

    @Deactivate
    void deactivate() {
        subscriptions.forEach(MessageBus.Subscription::close);
        worker.close();
    }
}
