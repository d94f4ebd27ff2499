// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.soribit.api.hub.Health;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the engine once a second. */
@Component(immediate = true)
public final class HealthMonitor implements Health {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** An engine that takes longer does not answer. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Liveness liveness = new Liveness(MonotonicClock.SYSTEM);
    private final SerialExecutor engine =
            new SerialExecutor("soribit-monitor-engine", 1, SerialExecutor.WhenFull.DROP);
    private final PeriodicTask task;
    private volatile State state = new State(true, false, false, "starting");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    /** What the engine said. */
    private record Answer(List<SourceStatus> sources, @Nullable String model) {}

    @Activate
    public HealthMonitor() {
        task = new PeriodicTask("soribit-monitor", PERIOD, this::look);
    }

    private void look() {
        Hearing present = hearing;
        Optional<Answer> answer =
                present == null
                        ? Optional.empty()
                        : engine.ask(
                                () -> Optional.of(new Answer(present.sources(), present.model())),
                                ANSWER,
                                Optional.empty());
        state =
                liveness.update(
                        answer.map(Answer::sources), answer.map(Answer::model).orElse(null));
    }

    @Override
    public State state() {
        return state;
    }

    @Deactivate
    void deactivate() {
        task.close();
        engine.closeNow();
    }
}
