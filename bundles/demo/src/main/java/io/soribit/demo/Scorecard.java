// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what was heard with what was played. Thread-safe. */
final class Scorecard {
    /** How long after a sound its event may still come, in seconds. */
    private static final double GRACE = 3;

    private final Evening evening;
    private final Set<Scene> recognised = new LinkedHashSet<>();
    private int falseAlarms;

    Scorecard(Evening evening) {
        this.evening = evening;
    }

    /** The scene that an event at some second means; counts it. */
    synchronized Optional<Scene> heard(SoundEvent event, double second) {
        Optional<Scene> scene =
                evening.scenes().stream()
                        .filter(
                                s ->
                                        s.label().equals(event.sound().id())
                                                && event.rooms().contains(s.room()))
                        .filter(s -> second >= s.start() && second <= s.end() + GRACE)
                        .findFirst();
        if (event.phase() == Phase.START) {
            scene.ifPresentOrElse(
                    recognised::add,
                    () -> {
                        if (event.sound().urgency().compareTo(Urgency.NOTICE) >= 0) {
                            falseAlarms++;
                        }
                    });
        }
        return scene;
    }

    /** What was played and not recognised, for people. */
    synchronized List<String> missed() {
        List<String> missed = new ArrayList<>();
        evening.scenes().stream()
                .filter(s -> s.isSound() && !recognised.contains(s))
                .forEach(s -> missed.add(s.label()));
        return missed;
    }

    synchronized int falseAlarms() {
        return falseAlarms;
    }

    int sounds() {
        return (int) evening.scenes().stream().filter(Scene::isSound).count();
    }
}
