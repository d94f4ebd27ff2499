// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import java.util.Map;

/**
 * Mean cost of a window by stage, over about the last 32. Thread-safe; recording allocates nothing.
 */
public final class StageTimes {
    private static final int WINDOWS = 32;

    private double features;
    private double inference;
    private double decision;
    private int seen;
    private int scored;

    public synchronized void features(long nanos) {
        seen = Math.min(seen + 1, WINDOWS);
        features += (nanos - features) / seen;
    }

    public synchronized void scored(long inferenceNanos, long decisionNanos) {
        scored = Math.min(scored + 1, WINDOWS);
        inference += (inferenceNanos - inference) / scored;
        decision += (decisionNanos - decision) / scored;
    }

    /** What each window costs, scored or not. */
    public synchronized double fixedNanos() {
        return features;
    }

    /** What a window costs beyond that if it is scored. */
    public synchronized double scoringNanos() {
        return inference + decision;
    }

    /** What a scored window costs. */
    public synchronized double windowNanos() {
        return features + inference + decision;
    }

    /** Microseconds by stage. */
    public synchronized Map<String, Double> micros() {
        return Map.of(
                "features", features / 1e3,
                "inference", inference / 1e3,
                "decision", decision / 1e3);
    }
}
