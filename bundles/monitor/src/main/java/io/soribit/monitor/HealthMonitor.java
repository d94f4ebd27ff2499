// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.soribit.api.hub.Health;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Asks the engine once a second. The launcher, which shares only the JDK's types with bundles,
 * finds the rooms that are heard as a {@link Supplier}.
 */
@Component(
        immediate = true,
        service = {Health.class, Supplier.class},
        property = "soribit.launcher=heard")
public final class HealthMonitor implements Health, Supplier<Optional<Set<String>>> {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** An engine that takes longer does not answer. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Liveness liveness = new Liveness(MonotonicClock.SYSTEM);
    private final SerialExecutor engine =
            new SerialExecutor("soribit-monitor-engine", 1, SerialExecutor.WhenFull.DROP);
    private final PeriodicTask task;
    private volatile State state = new State(true, false, false, "starting");
    private volatile Optional<Set<String>> heard = Optional.empty();

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
        State now =
                liveness.update(
                        answer.map(Answer::sources), answer.map(Answer::model).orElse(null));
        state = now;
        heard = answer.filter(a -> now.live() && now.ready()).map(a -> heard(a.sources()));
    }

    private static Set<String> heard(List<SourceStatus> sources) {
        return sources.stream()
                .filter(source -> source.state() == SourceState.LISTENING)
                .map(SourceStatus::room)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The rooms that are heard; empty while the hub is not live or not ready. */
    @Override
    public Optional<Set<String>> get() {
        return heard;
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
