// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last samples of a stream, by their position in it, kept as 16 bits each. One writer, any
 * number of readers.
 */
public final class RingBuffer {
    private static final float SCALE = 32_768;

    private short[] data;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private long written;
    private long released;

    /** What lies before was overwritten before the buffer grew. */
    private long first;

    public RingBuffer(int capacity) {
        data = new short[capacity];
    }

    public int capacity() {
        lock.lock();
        try {
            return data.length;
        } finally {
            lock.unlock();
        }
    }

    /** Holds so many samples at least, from now on. */
    public void reserve(int capacity) {
        lock.lock();
        try {
            if (capacity > data.length) {
                short[] larger = new short[capacity];
                first = firstKept();
                for (long i = first; i < written; i++) {
                    larger[(int) (i % capacity)] = data[(int) (i % data.length)];
                }
                data = larger;
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Samples written since the start. */
    public long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** The first sample that can still be read. */
    public long oldest() {
        lock.lock();
        try {
            return firstKept();
        } finally {
            lock.unlock();
        }
    }

    private long firstKept() {
        return Math.max(first, written - data.length);
    }

    /** Appends samples over the oldest. */
    public void write(float[] samples, int length) {
        lock.lock();
        try {
            append(samples, 0, length);
        } finally {
            lock.unlock();
        }
    }

    /** Appends samples, waiting wherever they would go over one that is not yet released. */
    public void writeWaiting(float[] samples, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            while (done < length) {
                while (written - released >= data.length) {
                    room.await();
                }
                int free = (int) Math.min(data.length - (written - released), length - done);
                append(samples, done, free);
                done += free;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Samples before this one are no longer needed. */
    public void release(long upTo) {
        lock.lock();
        try {
            if (upTo > released) {
                released = upTo;
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies samples out.
     *
     * @return false if one of them is overwritten or not yet written
     */
    public boolean read(long from, float[] into, int length) {
        lock.lock();
        try {
            if (from < firstKept() || from + length > written) {
                return false;
            }
            int at = (int) (from % data.length);
            for (int i = 0; i < length; i++) {
                into[i] = data[at] / SCALE;
                at = at + 1 == data.length ? 0 : at + 1;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void append(float[] samples, int from, int length) {
        int skip = Math.max(0, length - data.length);
        int at = (int) ((written + skip) % data.length);
        for (int i = from + skip; i < from + length; i++) {
            float scaled = samples[i] * SCALE;
            data[at] = (short) Math.max(-SCALE, Math.min(SCALE - 1, Math.round(scaled)));
            at = at + 1 == data.length ? 0 : at + 1;
        }
        written += length;
    }
}
