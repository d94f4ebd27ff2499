// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A detector that is bad in one method, or in several. */
public final class BadDetector implements Detector {
    /** Its methods. */
    public enum Method {
        ID,
        LABELS,
        THRESHOLD,
        OPEN,
        WRITE,
        CLOSE
    }

    /** How often the bad method was called. */
    public final AtomicInteger calls = new AtomicInteger();

    /** Samples that all sessions took. */
    public final AtomicInteger taken = new AtomicInteger();

    private final Set<Method> bad;
    private final Consumer<Method> badness;

    /**
     * @param badness what the method does before it returns
     */
    public BadDetector(Method bad, Runnable badness) {
        this(Set.of(bad), method -> badness.run());
    }

    /**
     * @param badness what a bad method does before it returns
     */
    public BadDetector(Set<Method> bad, Consumer<Method> badness) {
        this.bad = bad;
        this.badness = badness;
    }

    private void at(Method called) {
        if (bad.contains(called)) {
            calls.incrementAndGet();
            badness.accept(called);
        }
    }

    @Override
    public String id() {
        at(Method.ID);
        return "bad";
    }

    @Override
    public List<String> labels() {
        at(Method.LABELS);
        return List.of("smoke_alarm");
    }

    @Override
    public Threshold thresholdOf(String label) {
        at(Method.THRESHOLD);
        return new Threshold(0.5f, 0.4f);
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        at(Method.OPEN);
        return new DetectorSession() {
            @Override
            public void write(float[] samples, int offset, int length, ScoreSink sink) {
                at(Method.WRITE);
                taken.addAndGet(length);
            }

            @Override
            public void close() {
                at(Method.CLOSE);
            }
        };
    }
}
