// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last samples of a stream, by their position in it. One writer, any number of readers. */
public final class RingBuffer {
    private final float[] data;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private long written;
    private long released;

    public RingBuffer(int capacity) {
        data = new float[capacity];
    }

    public int capacity() {
        return data.length;
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
        return Math.max(0, written() - data.length);
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
            if (from < written - data.length || from < 0 || from + length > written) {
                return false;
            }
            int at = (int) (from % data.length);
            int first = Math.min(length, data.length - at);
            System.arraycopy(data, at, into, 0, first);
            System.arraycopy(data, 0, into, first, length - first);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void append(float[] samples, int from, int length) {
        int skip = Math.max(0, length - data.length);
        int count = length - skip;
        int at = (int) ((written + skip) % data.length);
        int first = Math.min(count, data.length - at);
        System.arraycopy(samples, from + skip, data, at, first);
        System.arraycopy(samples, from + skip + first, data, 0, count - first);
        written += length;
    }
}
