// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import java.util.ArrayDeque;
import java.util.Deque;

/** Blocks of samples that wait to be read. Not thread-safe. */
public final class SampleQueue {
    private final Deque<float[]> blocks = new ArrayDeque<>();
    private int used;

    /**
     * Adds a block.
     *
     * @param block whole frames, at least one; not copied
     */
    public void add(float[] block) {
        blocks.add(block);
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /**
     * Takes samples of the first block.
     *
     * @param length at most so many, rounded down to whole frames
     * @param channels samples of a frame
     * @return how many
     * @throws java.util.NoSuchElementException if it is empty
     */
    public int read(float[] samples, int offset, int length, int channels) {
        float[] first = blocks.element();
        int count = Math.min(first.length - used, length - length % channels);
        System.arraycopy(first, used, samples, offset, count);
        used += count;
        if (used == first.length) {
            blocks.remove();
            used = 0;
        }
        return count;
    }
}
