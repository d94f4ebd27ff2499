// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import java.util.Map;

/** Cost of a window by stage, over about the last 32. Thread-safe; recording allocates nothing. */
public final class StageTimes {
    private static final int WINDOWS = 32;

    private final RecentCosts lastFeatures = new RecentCosts(WINDOWS);
    private final RecentCosts lastScored = new RecentCosts(WINDOWS);
    private double features;
    private double inference;
    private double decision;
    private int seen;
    private int scored;

    public synchronized void features(long nanos) {
        seen = Math.min(seen + 1, WINDOWS);
        features += (nanos - features) / seen;
        lastFeatures.add(nanos);
    }

    public synchronized void scored(long inferenceNanos, long decisionNanos) {
        scored = Math.min(scored + 1, WINDOWS);
        inference += (inferenceNanos - inference) / scored;
        decision += (decisionNanos - decision) / scored;
        lastScored.add(inferenceNanos + decisionNanos);
    }

    /** What each window costs on average, scored or not. */
    public synchronized double fixedNanos() {
        return features;
    }

    /** What a window costs on average beyond that if it is scored. */
    public synchronized double scoringNanos() {
        return inference + decision;
    }

    /** What a scored window costs on average. */
    public synchronized double windowNanos() {
        return features + inference + decision;
    }

    /** What a scored window costs as a rule: one that the machine held up does not count. */
    public synchronized double medianNanos() {
        return (double) lastFeatures.median() + lastScored.median();
    }

    /** Mean microseconds by stage. */
    public synchronized Map<String, Double> micros() {
        return Map.of(
                "features", features / 1e3,
                "inference", inference / 1e3,
                "decision", decision / 1e3);
    }
}
