// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.FeatureStream;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From 0.5 s of audio to scores, on one thread, as the engine does it for a room. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PipelineBenchmark {
    /** A folder of the model family. */
    @Param("float32")
    public String variant = "";

    private FeatureStream features;
    private FeatureStream.WindowSink sink;
    private Playback playback;
    private ModelSession session;
    private float[] scores;

    /** Fills and scores the first window. */
    @Setup
    public void open() throws ModelException, IOException {
        Subject subject = new Subject(variant);
        features = subject.features();
        playback = subject.playback();
        session = subject.model().open();
        scores = new float[subject.model().descriptor().labels().size()];
        sink = (start, window) -> session.score(window, scores);
        playback.untilWindow(features, sink);
    }

    /** One window. */
    @Benchmark
    public float window() {
        playback.advance(features, sink);
        return scores[0];
    }

    /** Frees what is native. */
    @TearDown
    public void close() {
        features.close();
        session.close();
    }
}
