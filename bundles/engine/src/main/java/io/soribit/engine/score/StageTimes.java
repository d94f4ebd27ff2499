// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.Map;

/** Recent mean cost of a window by stage. Thread-safe; recording allocates nothing. */
public final class StageTimes {
    private static final double WEIGHT = 1.0 / 32;

    private double features = Double.NaN;
    private double inference = Double.NaN;
    private double decision = Double.NaN;

    synchronized void features(long nanos) {
        features = mean(features, nanos);
    }

    synchronized void scored(long inferenceNanos, long decisionNanos) {
        inference = mean(inference, inferenceNanos);
        decision = mean(decision, decisionNanos);
    }

    /** What each window costs, scored or not. */
    synchronized double fixedNanos() {
        return known(features);
    }

    /** What a window costs beyond that if it is scored. */
    synchronized double scoringNanos() {
        return known(inference) + known(decision);
    }

    /** Microseconds by stage. */
    public synchronized Map<String, Double> micros() {
        return Map.of(
                "features", known(features) / 1e3,
                "inference", known(inference) / 1e3,
                "decision", known(decision) / 1e3);
    }

    private static double mean(double mean, long nanos) {
        return Double.isNaN(mean) ? nanos : mean + WEIGHT * (nanos - mean);
    }

    private static double known(double mean) {
        return Double.isNaN(mean) ? 0 : mean;
    }
}
