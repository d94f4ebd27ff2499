// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

/**
 * One sound of the evening.
 *
 * @param room where it sounds
 * @param label what should be recognised; empty where nothing should
 * @param what it is, for people
 * @param start seconds after the evening's beginning
 * @param samples at {@link Synthesis#RATE}
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and compared by identity
record Scene(String room, String label, String what, double start, float[] samples) {
    double end() {
        return start + (double) samples.length / Synthesis.RATE;
    }

    boolean isSound() {
        return !label.isEmpty();
    }

    Scene at(double newStart) {
        return new Scene(room, label, what, newStart, samples);
    }
}
