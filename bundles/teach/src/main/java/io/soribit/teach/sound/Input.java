// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import java.nio.FloatBuffer;

/** What a front end made of a window, a byte a value, evenly between its lowest and its highest. */
public final class Input {
    private static final int STEPS = 255;

    private final float lowest;
    private final float step;
    private final byte[] values;

    /**
     * @param lowest what 0 stands for
     * @param step what 1 more stands for
     * @param values 0 to 255; copied
     * @throws IllegalArgumentException if these are no numbers
     */
    Input(float lowest, float step, byte[] values) {
        if (!Float.isFinite(lowest) || !Float.isFinite(step) || step < 0) {
            throw new IllegalArgumentException("a window from " + lowest + " in steps of " + step);
        }
        this.lowest = lowest;
        this.step = step;
        this.values = values.clone();
    }

    /** Of features between position and limit, which are left as they are. */
    public static Input of(FloatBuffer features) {
        FloatBuffer from = features.duplicate();
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        while (from.hasRemaining()) {
            float value = from.get();
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        float step = (highest - lowest) / STEPS;
        byte[] values = new byte[features.remaining()];
        FloatBuffer again = features.duplicate();
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (step == 0 ? 0 : Math.round((again.get() - lowest) / step));
        }
        return new Input(lowest, step, values);
    }

    float lowest() {
        return lowest;
    }

    float step() {
        return step;
    }

    /** A copy. */
    byte[] values() {
        return values.clone();
    }

    /** How many values it has. */
    public int size() {
        return values.length;
    }

    /** Puts what it was made of into a buffer, but for rounding. */
    public void into(FloatBuffer features) {
        for (byte value : values) {
            features.put(lowest + step * (value & 0xff));
        }
    }
}
