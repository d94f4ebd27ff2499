// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;

/**
 * A sound that people should be notified of.
 *
 * @param id stays the same from start to end
 * @param event what was heard, for the whole house; its phase is the alert's
 * @param urgency as decided by the rules
 * @param delivery how people are notified of it
 * @param times how often the sound came lately (within 10 minutes, unless set otherwise), 1 or
 *     more; one that comes again and again is one alert, which is updated
 * @param age how long ago it was raised, if this delivery is late: people must not take it for new.
 *     Zero while it is current
 */
public record Alert(
        String id,
        SoundEvent event,
        Urgency urgency,
        DeliveryOptions delivery,
        int times,
        Duration age) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Alert {
        if (times < 1) {
            throw new IllegalArgumentException("alert " + id + " came " + times + " times");
        }
    }

    /** A current alert. */
    public Alert(
            String id, SoundEvent event, Urgency urgency, DeliveryOptions delivery, int times) {
        this(id, event, urgency, delivery, times, Duration.ZERO);
    }

    /** An alert of a sound that came once, handled as usual. */
    public Alert(String id, SoundEvent event, Urgency urgency) {
        this(id, event, urgency, DeliveryOptions.DEFAULT, 1);
    }

    /**
     * The same alert with what was heard of it since.
     *
     * @param news the event by now; its id and the alert's stay the same
     * @return a copy with it
     */
    public Alert with(SoundEvent news) {
        return new Alert(id, news, urgency, delivery, times, age);
    }

    /**
     * The same alert, handled otherwise.
     *
     * @param other how people are notified of it from now on
     * @return a copy with it
     */
    public Alert with(DeliveryOptions other) {
        return new Alert(id, event, urgency, other, times, age);
    }

    /**
     * The same alert, delivered so long after it was raised.
     *
     * @param late how long ago it was raised; zero for a current one
     * @return a copy with that age
     */
    public Alert aged(Duration late) {
        return new Alert(id, event, urgency, delivery, times, late);
    }
}
