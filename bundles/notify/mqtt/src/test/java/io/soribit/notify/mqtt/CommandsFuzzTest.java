// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static io.soribit.notify.mqtt.Sounds.doorbell;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.testkit.FakeHub;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Commands, acknowledgements, buttons, and what other hubs publish. */
class CommandsFuzzTest {
    private final MessageFuzz bus = new MessageFuzz();
    private final Desk desk = new Desk();

    /** A mode that stays. */
    private static final class House implements Modes {
        @Override
        public HomeMode mode() {
            return HomeMode.HOME;
        }

        @Override
        public void set(HomeMode mode, String by) {}

        @Override
        public Watch watch(Consumer<HomeMode> watcher) {
            return () -> {};
        }
    }

    private record Buttons(String[] acknowledge, String[] home, String[] sleep, String[] away)
            implements ButtonTopics.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ButtonTopics.Config.class;
        }
    }

    @Test
    void noCommandBreaksTheHub() throws IOException {
        Alert alert = new Alert("a", doorbell("a", Phase.START, true, "hall"), Urgency.URGENT);
        desk.active.add(new AlertChange(alert, AlertState.RAISED, Instant.EPOCH, ""));
        House house = new House();
        try (LogCapture log = LogCapture.by("io.soribit.common.concurrent", Level.ERROR)) {
            ControlTopics control = new ControlTopics(bus, desk, house);
            AlertTopics alerts = new AlertTopics(bus, desk);
            StateTopics states = new StateTopics(bus);
            ModelTopics models = new ModelTopics(bus, new FakeHub());
            RemovedRooms removed = new RemovedRooms(bus);
            ButtonTopics buttons =
                    new ButtonTopics(
                            bus,
                            desk,
                            house,
                            new Buttons(
                                    new String[] {"zigbee2mqtt/bed:action=single"},
                                    new String[] {"stat/desk/RESULT=ON"},
                                    new String[] {"zigbee2mqtt/bed/action"},
                                    new String[0]));
            try {
                Fuzz.run(
                        "commands",
                        MessageFuzz.corpus(CommandsFuzzTest.class, "commands.txt"),
                        input -> {
                            bus.deliver(input);
                            removed.look(List.of("hall"), RemovedRooms.SETTLED);
                            desk.acknowledged.clear();
                            desk.tested.clear();
                        },
                        List.of());
            } finally {
                buttons.deactivate();
                removed.close();
                models.deactivate();
                states.deactivate();
                alerts.deactivate();
                control.deactivate();
            }
            assertThat(log.lines()).isEmpty();
        }
        assertThat(bus.delivered()).isPositive();
    }
}
