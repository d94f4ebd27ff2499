// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.FeatureStream;
import io.soribit.api.ModelException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** The streaming front end: 0.5 s of audio in, the window that it completes out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MelBenchmark {
    private FeatureStream features;
    private FeatureStream.WindowSink sink;
    private Playback playback;

    /** Fills the first window. */
    @Setup
    public void open(Blackhole blackhole) throws ModelException, IOException {
        Subject subject = new Subject("float32");
        features = subject.features();
        playback = subject.playback();
        sink = (start, window) -> blackhole.consume(window);
        playback.untilWindow(features, sink);
    }

    /** One window. */
    @Benchmark
    public void window() {
        playback.advance(features, sink);
    }

    /** Ends the stream. */
    @TearDown
    public void close() {
        features.close();
    }
}
