// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import io.soribit.engine.fake.BadModel;
import io.soribit.engine.fake.BadModel.Method;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.score.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A model that blocks or throws while it is proven keeps no other from being chosen. */
@Timeout(120)
class BadModelTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean blocks;
    private final ModelCalls brief = new ModelCalls(Duration.ofMillis(1));
    private final ModelSwitch models =
            new ModelSwitch(
                    new Scorer(
                            HalfSeconds.SCORING,
                            Runnable::run,
                            new SoundOntology(),
                            TestClocks.of(TestClocks.clock()),
                            report -> {}),
                    new ModelSettings("", List.of("bad", "good"), Map.of()),
                    () -> 2,
                    new ModelCalls(Duration.ofMinutes(1)) {
                        @Override
                        <T> T call(String id, Callable<T> call) throws ModelException {
                            return blocks && id.equals("bad")
                                    ? brief.call(id, call)
                                    : super.call(id, call);
                        }
                    });

    @AfterEach
    void close() {
        end.countDown();
        models.close();
    }

    private void block() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Method method, Runnable badness, String reason) {
        models.add(new FakeFrontEnd(1), 0);
        models.add(new BadModel("bad", method, badness), 0);
        models.add(FakeModel.doorbell("good"), 0);
        assertThat(models.model()).isEqualTo("good");
        assertThat(models.statuses().get(0).reason()).contains(reason);
        assertThatThrownBy(() -> models.use("bad"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith("good is active");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CLOSE") // is not called by the proof
    void oneThatBlocksIsRefused(Method method) {
        blocks = true;
        check(method, this::block, "has not returned within");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CLOSE")
    void oneThatThrowsIsRefused(Method method) {
        check(
                method,
                () -> {
                    throw new NoClassDefFoundError("its part");
                },
                "its part");
    }
}
