// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A session and the bare interpreter by turns on one window, so that whatever else the machine does
 * strikes both alike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InferenceBenchmark {
    private static final float TOLERANCE = 1e-5f;

    private ModelSession session;
    private BareInterpreter bare;
    private FloatBuffer window;
    private float[] scores;
    private boolean bareFirst;

    /** Opens both and checks that they say the same. */
    @Setup
    public void open() throws ModelException, IOException {
        Subject subject = new Subject("float32");
        window = subject.firstWindow();
        session = subject.model().open();
        scores = new float[subject.model().descriptor().labels().size()];
        bare = new BareInterpreter(subject.flatbuffer(), window);
        session.score(window, scores);
        float[] expected = bare.scores(scores.length);
        for (int i = 0; i < scores.length; i++) {
            if (!(Math.abs(scores[i] - expected[i]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        "score " + i + ": " + scores[i] + ", the interpreter alone " + expected[i]);
            }
        }
    }

    /** One window through each, the one as often first as the other. */
    @Benchmark
    public float both(PairedTimes times) {
        bareFirst = !bareFirst;
        long start = System.nanoTime();
        run(bareFirst);
        long middle = System.nanoTime();
        run(!bareFirst);
        long end = System.nanoTime();
        times.add(
                bareFirst ? end - middle : middle - start,
                bareFirst ? middle - start : end - middle);
        return scores[0];
    }

    private void run(boolean onBare) {
        if (onBare) {
            bare.invoke();
        } else {
            session.score(window, scores);
        }
    }

    /** Frees what is native. */
    @TearDown
    public void close() {
        session.close();
        bare.close();
    }
}
