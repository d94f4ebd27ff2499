// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import io.soribit.api.Alert;
import io.soribit.api.Alternative;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds alerts, and events of sounds: by default the start of a doorbell that the hall heard at
 * {@link ManualClock#START}.
 */
public final class AlertBuilder {
    private String id = "1";
    private Phase phase = Phase.START;
    private boolean house = true;
    private List<String> rooms = List.of("hall");
    private Sound sound = Sounds.DOORBELL;
    private Instant onset = ManualClock.START;
    private @Nullable Instant end;
    private float score = 0.9f;
    private List<Alternative> alternatives = List.of();
    private float levelDb = -20;
    private String detector = "model";
    private @Nullable String model;
    private Duration latency = Duration.ZERO;
    private Map<String, Double> evidence = Map.of();
    private @Nullable Urgency urgency;
    private DeliveryOptions delivery = DeliveryOptions.DEFAULT;
    private int times = 1;

    public static AlertBuilder alert(String id) {
        return new AlertBuilder().id(id);
    }

    /** Of the event; an alert has the same. */
    public AlertBuilder id(String text) {
        id = text;
        return this;
    }

    /** An end is 3 s after the onset, unless {@link #end} says otherwise. */
    public AlertBuilder phase(Phase which) {
        phase = which;
        return this;
    }

    /** Of one room alone instead of the house. */
    public AlertBuilder perRoom() {
        house = false;
        return this;
    }

    public AlertBuilder rooms(String... names) {
        rooms = List.of(names);
        return this;
    }

    /** Of the sound, and its urgency unless {@link #urgency} says otherwise. */
    public AlertBuilder sound(Sound which) {
        sound = which;
        return this;
    }

    public AlertBuilder onset(Instant time) {
        onset = time;
        return this;
    }

    /** Also sets the phase. */
    public AlertBuilder end(Instant time) {
        end = time;
        return phase(Phase.END);
    }

    public AlertBuilder score(float value) {
        score = value;
        return this;
    }

    public AlertBuilder alternatives(Alternative... others) {
        alternatives = List.of(others);
        return this;
    }

    public AlertBuilder levelDb(float value) {
        levelDb = value;
        return this;
    }

    public AlertBuilder detector(String name) {
        detector = name;
        return this;
    }

    public AlertBuilder model(String name) {
        model = name;
        return this;
    }

    public AlertBuilder latency(Duration duration) {
        latency = duration;
        return this;
    }

    public AlertBuilder evidence(Map<String, Double> measured) {
        evidence = measured;
        return this;
    }

    public AlertBuilder urgency(Urgency which) {
        urgency = which;
        return this;
    }

    public AlertBuilder delivery(DeliveryOptions options) {
        delivery = options;
        return this;
    }

    public AlertBuilder times(int count) {
        times = count;
        return this;
    }

    public SoundEvent event() {
        Instant over = Optional.ofNullable(end).orElse(onset.plusSeconds(3));
        return new SoundEvent(
                id,
                phase,
                house,
                rooms,
                sound,
                onset,
                phase == Phase.END ? over : null,
                score,
                alternatives,
                levelDb,
                detector,
                model,
                latency,
                evidence);
    }

    public Alert build() {
        Urgency level = Optional.ofNullable(urgency).orElse(sound.urgency());
        return new Alert(id, event(), level, delivery, times);
    }
}
