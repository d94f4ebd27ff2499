// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The next seconds of a source, kept in memory. Written by an ear; another thread waits for it,
 * which ends also when the source does.
 */
public final class Capture {
    private final Duration length;
    private final CountDownLatch ended = new CountDownLatch(1);
    private float @Nullable [] samples;
    private int sampleRate;
    private int written;
    private @Nullable String failure;

    public Capture(Duration length) {
        this.length = length;
    }

    /** Takes what fits. */
    synchronized void add(float[] mono, int count, int rate) {
        float[] into = samples;
        if (into == null) {
            into = new float[(int) (length.toMillis() * rate / 1_000)];
            samples = into;
            sampleRate = rate;
        }
        if (rate != sampleRate) {
            fail("its sample rate has changed meanwhile");
            return;
        }
        int fits = Math.min(count, into.length - written);
        System.arraycopy(mono, 0, into, written, fits);
        written += fits;
        if (written == into.length) {
            ended.countDown();
        }
    }

    /** No more audio comes. */
    synchronized void fail(String why) {
        if (!ended()) {
            failure = why;
            ended.countDown();
        }
    }

    /** Whether it needs no more audio. */
    boolean ended() {
        return ended.getCount() == 0;
    }

    /**
     * Waits for the end.
     *
     * @throws IOException if the source did not give audio until then
     */
    public void await() throws IOException, InterruptedException {
        ended.await();
        synchronized (this) {
            if (failure != null) {
                throw new IOException(failure);
            }
        }
    }

    /** What was captured, after {@link #await}. */
    public synchronized float[] samples() {
        return samples == null ? new float[0] : samples;
    }

    public synchronized int sampleRate() {
        return sampleRate;
    }
}
