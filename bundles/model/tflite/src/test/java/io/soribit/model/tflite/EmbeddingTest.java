// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.soribit.api.Embedding;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** A model of four values with two outputs: what is above zero of them, and their sigmoid. */
class EmbeddingTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final float[] WINDOW = {-2, 0, 1, 3};

    @Test
    void tellsItBesideTheScores() throws Exception {
        float[] scores = new float[4];
        float[] values = new float[4];
        try (TfLiteModel model = load(descriptor());
                ModelSession session = model.open()) {
            assertThat(model.embedding()).contains(new Embedding("tiny-1", 4));
            session.score(FloatBuffer.wrap(WINDOW), scores);
            session.embedding(values);
        }
        assertThat(scores).containsExactly(0, 0, 1, 3);
        assertThat(values)
                .containsExactly(new float[] {0.1192f, 0.5f, 0.7311f, 0.9526f}, within(1e-4f));
    }

    @Test
    void allocatesNothingPerWindow() throws Exception {
        try (TfLiteModel model = load(descriptor());
                ModelSession session = model.open()) {
            FloatBuffer window = FloatBuffer.wrap(WINDOW);
            float[] scores = new float[4];
            float[] values = new float[4];
            score(session, window, scores, values, 200);
            long thread = Thread.currentThread().getId();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = THREADS.getThreadAllocatedBytes(thread);
                score(session, window, scores, values, 1000);
                least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
            }
            assertThat(least).isZero();
        }
    }

    private static void score(
            ModelSession session, FloatBuffer window, float[] scores, float[] values, int times) {
        for (int i = 0; i < times; i++) {
            session.score(window, scores);
            session.embedding(values);
        }
    }

    @Test
    void hasItsSizeAndEndsWithTheSession() throws Exception {
        try (TfLiteModel model = load(descriptor())) {
            ModelSession session = model.open();
            assertThatThrownBy(() -> session.embedding(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4 values, not 3");
            session.close();
            assertThatThrownBy(() -> session.embedding(new float[4]))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aModelWithoutOneSaysSo() throws Exception {
        try (TfLiteModel model = Golden.load("tiny-float32");
                ModelSession session = model.open()) {
            assertThat(model.embedding()).isEmpty();
            assertThatThrownBy(() -> session.embedding(new float[4]))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void refusesAnotherOneThanIsDescribed() {
        refused(d -> d.withObject("/embedding").put("output", 2))
                .contains("its embedding is output 2, its descriptor says, and it has 2 in all");
        refused(d -> d.withObject("/embedding").put("output", 0)).contains("output 0");
        refused(d -> d.withObject("/embedding").putArray("shape").add(1).add(5))
                .contains("its embedding is float32 [1, 4]")
                .contains("says float32 [1, 5]");
        refused(d -> d.withObject("/embedding").put("trunk", "no spaces")).contains("trunk");
        refused(d -> d.withObject("/embedding").remove("trunk")).contains("embedding.trunk");
        refused(d -> d.withObject("/embedding").putArray("shape").add(70_000).add(70_000))
                .contains("1 to 16384");
    }

    private static AbstractStringAssert<?> refused(Consumer<ObjectNode> lie) {
        ObjectNode descriptor = descriptor();
        lie.accept(descriptor);
        return assertThatThrownBy(() -> load(descriptor))
                .isInstanceOf(ModelException.class)
                .message();
    }

    private static ObjectNode descriptor() {
        ObjectNode descriptor = Golden.descriptor("tiny-float32");
        descriptor.withObject("/thresholds").remove("labels");
        descriptor.putArray("labels").add("a").add("b").add("c").add("d");
        descriptor.withObject("/input").putArray("shape").add(1).add(4);
        descriptor.withObject("/output").putArray("shape").add(1).add(4);
        ObjectNode embedding = descriptor.putObject("embedding");
        embedding.put("output", 1).put("type", "float32").put("trunk", "tiny-1");
        embedding.putArray("shape").add(1).add(4);
        return descriptor;
    }

    private static TfLiteModel load(ObjectNode descriptor) throws ModelException {
        byte[] flatbuffer = Golden.refused("two-outputs");
        descriptor.put("sha256", Golden.sha256(flatbuffer));
        return Golden.loader()
                .load(Golden.files(descriptor, flatbuffer), new Candidate("tiny-float32", ""));
    }
}
