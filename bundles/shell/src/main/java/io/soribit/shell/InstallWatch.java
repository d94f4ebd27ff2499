// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Waits for the state of a model that was added. Used by one thread. */
final class InstallWatch {
    private static final Set<ModelState> UNDER_WAY =
            EnumSet.of(ModelState.FOUND, ModelState.CHECKED);
    private static final long PAUSE_MILLIS = 100;

    private final ModelRegistry models;
    private final List<ModelStatus> before;

    /** Remembers the models that are there before. */
    InstallWatch(ModelRegistry models) {
        this.models = models;
        before = models.list();
    }

    /** The models that are new or have changed; empty if there is none before the timeout. */
    List<ModelStatus> await(Duration timeout) throws InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        List<ModelStatus> changed = List.of();
        while (System.nanoTime() < until) {
            changed = models.list().stream().filter(m -> !before.contains(m)).toList();
            if (!changed.isEmpty()
                    && changed.stream().noneMatch(m -> UNDER_WAY.contains(m.state()))) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return changed;
    }
}
