// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub with lamps, of which a test may start several, one after the other. */
final class LampHub {
    private final ManualTimer timer;
    private final FlashShow show;

    /** Starts it with a journal in a file. */
    LampHub(ManualTimer timer, VirtualHome home, Path file, double rateHz, String... lamps) {
        this(timer, home, new LampJournal(file), rateHz, lamps);
    }

    /** Starts it. */
    LampHub(
            ManualTimer timer,
            VirtualHome home,
            LampJournal journal,
            double rateHz,
            String... lamps) {
        this.timer = timer;
        List<LampControl> controls = new ArrayList<>();
        for (String text : lamps) {
            Lamp lamp = Lamp.parse(text);
            controls.add(
                    new LampControl(
                            lamp,
                            new Zigbee2MqttLamp("zigbee2mqtt/" + lamp.name()),
                            home,
                            journal));
        }
        show = new FlashShow(controls, timer, rateHz, Durations.ofSeconds(3, 10, 20, 120), journal);
        for (LampControl control : controls) {
            home.subscribe(
                    "zigbee2mqtt/" + control.lamp().name(),
                    (topic, payload, retained) -> show.heard(control, topic, payload));
        }
        show.recover();
    }

    void deliver(Alert alert) {
        show.deliver(alert);
    }

    /** Ends as it should. */
    void stop() {
        show.stop();
    }

    /** After {@link #stop}: whether all lamps have told that they have their state back. */
    boolean settled() throws InterruptedException {
        return show.awaitSettled(Duration.ZERO);
    }

    /** Dies at once. */
    void crash() {
        timer.forget();
    }
}
