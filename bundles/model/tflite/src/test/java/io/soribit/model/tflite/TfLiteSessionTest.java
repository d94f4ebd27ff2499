// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TfLiteSessionTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<String> names() {
        return Golden.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void scoresAsPythonDoes(String name) throws ModelException {
        JsonNode golden = Golden.scores(name);
        float[] scores = new float[5];
        try (TfLiteModel model = Golden.load(name);
                ModelSession session = model.open()) {
            session.score(Golden.window(), scores);
        }
        double quantum = golden.get("output").get("scale").doubleValue();
        double tolerance =
                quantum > 0 ? quantum + 1e-6 : name.contains("int8") ? 1 / 256.0 + 1e-6 : 1e-5;
        for (int i = 0; i < scores.length; i++) {
            assertThat((double) scores[i])
                    .as("score %d of %s", i, Arrays.toString(scores))
                    .isCloseTo(golden.get("scores").get(i).doubleValue(), within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void allocatesNothingPerWindow(String name) throws ModelException {
        FloatBuffer window = Golden.window();
        float[] scores = new float[5];
        try (TfLiteModel model = Golden.load(name);
                ModelSession session = model.open()) {
            score(session, window, scores, 200);
            long thread = Thread.currentThread().getId();
            // The JVM charges some rounds with a few hundred bytes of its own when it recompiles;
            // what the session itself allocates would be charged to every round.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = THREADS.getThreadAllocatedBytes(thread);
                score(session, window, scores, 1000);
                least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
            }
            assertThat(least).isZero();
        }
    }

    private static void score(ModelSession session, FloatBuffer window, float[] scores, int n) {
        for (int i = 0; i < n; i++) {
            session.score(window, scores);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void runsOnXnnpack(String name) throws ModelException {
        Golden.library().load();
        try (NativeInterpreter interpreter =
                new NativeInterpreter(new Weights(Golden.flatbuffer(name)))) {
            long nodes = interpreter.peer().nodes_size();
            String last =
                    interpreter
                            .peer()
                            .node_and_registration((int) nodes - 1)
                            .second()
                            .custom_name()
                            .getString();
            assertThat(last).contains("XNNPack");
        }
    }

    @Test
    void leavesPositionAndLimitAndTheRestOfTheBufferAlone() throws ModelException {
        FloatBuffer window = Golden.window();
        FloatBuffer larger = FloatBuffer.allocate(300).position(7);
        larger.put(window.duplicate()).flip().position(7);
        float[] expected = new float[5];
        float[] scores = new float[5];
        try (TfLiteModel model = Golden.load("tiny-full-int8");
                ModelSession session = model.open()) {
            session.score(window, expected);
            session.score(larger.asReadOnlyBuffer(), scores);
        }
        assertThat(scores).containsExactly(expected);
        assertThat(larger.position()).isEqualTo(7);
        assertThat(larger.limit()).isEqualTo(7 + 192);
        assertThat(window.remaining()).isEqualTo(192);
    }

    @Test
    void refusesWrongSizes() throws ModelException {
        try (TfLiteModel model = Golden.load("tiny-float32");
                ModelSession session = model.open()) {
            assertThat(session.windowSize()).isEqualTo(192);
            assertThatThrownBy(() -> session.score(FloatBuffer.allocate(191), new float[5]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("192")
                    .hasMessageContaining("191");
            assertThatThrownBy(() -> session.score(Golden.window(), new float[6]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5 scores, not 6");
        }
    }

    @Test
    void closesOnceAndScoresNoMore() throws ModelException {
        try (TfLiteModel model = Golden.load("tiny-float32")) {
            ModelSession session = model.open();
            session.close();
            session.close();
            assertThatThrownBy(() -> session.score(Golden.window(), new float[5]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tiny-float32");
        }
    }

    @Test
    void sessionsOutliveTheirModel() throws ModelException {
        float[] before = new float[5];
        float[] after = new float[5];
        TfLiteModel model = Golden.load("tiny-float32");
        try (ModelSession session = model.open()) {
            session.score(Golden.window(), before);
            model.close();
            model.close();
            session.score(Golden.window(), after);
            assertThat(after).containsExactly(before);
        }
        assertThatThrownBy(model::open)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("gone");
    }
}
