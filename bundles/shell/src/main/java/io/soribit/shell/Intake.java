// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Waits for what becomes of a model that was added. Used by one thread. */
final class Intake {
    private static final Set<ModelState> UNDER_WAY =
            EnumSet.of(ModelState.FOUND, ModelState.CHECKED);
    private static final long PAUSE_MILLIS = 100;

    private final ModelRegistry models;
    private final List<ModelStatus> before;

    /** Remembers how it is before. */
    Intake(ModelRegistry models) {
        this.models = models;
        before = models.list();
    }

    /** The models that are new or have changed; empty if none is for so long. */
    List<ModelStatus> await(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        List<ModelStatus> news = List.of();
        while (System.nanoTime() < until) {
            news = models.list().stream().filter(m -> !before.contains(m)).toList();
            if (!news.isEmpty() && news.stream().noneMatch(m -> UNDER_WAY.contains(m.state()))) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return news;
    }
}
