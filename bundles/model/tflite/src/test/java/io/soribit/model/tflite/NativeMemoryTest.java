// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory is neither freed too early nor too late. */
class NativeMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void survivesCollectionsWhileItScores() throws ModelException {
        float[] expected = new float[5];
        float[] scores = new float[5];
        List<byte[]> pressure = new ArrayList<>();
        try (TfLiteModel model = Golden.load("tiny-full-int8");
                ModelSession session = model.open()) {
            session.score(Golden.window(), expected);
            for (int i = 0; i < 400; i++) {
                pressure.add(new byte[(int) MIB / 4]);
                if (i % 20 == 0) {
                    pressure.clear();
                    System.gc();
                }
                session.score(Golden.window(), scores);
                assertThat(scores).containsExactly(expected);
            }
        }
    }

    @Test
    void freesWhatSessionsTook() throws ModelException {
        try (TfLiteModel model = Golden.load("tiny-float32")) {
            openAndClose(model, 300);
            long before = resident();
            openAndClose(model, 1000);
            assertThat(resident() - before).isLessThan(8 * MIB);
        }
    }

    @Test
    void freesWhatModelsTook() throws ModelException {
        loadAndClose(300);
        long before = resident();
        loadAndClose(1000);
        assertThat(resident() - before).isLessThan(8 * MIB);
    }

    private static void openAndClose(TfLiteModel model, int times) throws ModelException {
        for (int i = 0; i < times; i++) {
            model.open().close();
        }
    }

    /** The weights of one alone are 16 KiB. */
    private static void loadAndClose(int times) throws ModelException {
        Golden.library().load();
        byte[] flatbuffer = Golden.flatbuffer("tiny-float32");
        for (int i = 0; i < times; i++) {
            Weights weights = new Weights(flatbuffer);
            assertThat(weights.retain()).isTrue();
            weights.release();
            new NativeInterpreter(weights).close();
            assertThat(weights.retain()).isFalse();
        }
    }

    private static long resident() {
        System.gc();
        return Pointer.physicalBytes();
    }
}
