// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;

/** How a bed shaker vibrates, so that people know in the dark what it is for. */
enum Rhythm {
    /** Three pulses of a second and a pause, as smoke alarms do (T3). */
    SMOKE(3, 4, 4, 4),
    /** Four short pulses and a pause, as carbon monoxide alarms do (T4). */
    CO(4, 2, 2, 10),
    /** Long pulses with little between them. */
    EMERGENCY(1, 16, 4, 0),
    /** Two short pulses and a pause. */
    DOOR(2, 2, 2, 8),
    /** Long and slow. */
    BABY(1, 8, 8, 0),
    /** 2 s on, 1 s off. */
    USUAL(1, 8, 4, 0);

    private final int count;
    private final int on;
    private final int off;
    private final int pause;

    /** In ticks of {@link FlashPattern#TICK}. */
    Rhythm(int count, int on, int off, int pause) {
        this.count = count;
        this.on = on;
        this.off = off;
        this.pause = pause;
    }

    /** That of an alert. */
    static Rhythm of(Alert alert) {
        return switch (alert.event().sound().id()) {
            case "smoke_alarm" -> SMOKE;
            case "co_alarm" -> CO;
            case "doorbell", "knock" -> DOOR;
            case "baby_cry" -> BABY;
            default -> alert.urgency() == Urgency.EMERGENCY ? EMERGENCY : USUAL;
        };
    }

    FlashPattern pattern() {
        return FlashPattern.pulses(count, on, off, pause);
    }
}
