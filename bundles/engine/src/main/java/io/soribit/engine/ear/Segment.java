// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import java.util.concurrent.CountDownLatch;

/**
 * One opening of a source: mono audio on a timeline of its own, of which the last seconds can be
 * read. Written by the ear; read while scoring.
 */
public final class Segment {
    /** The window of a usual model, and what a shadow run looks back at. */
    private static final int SECONDS = 8;

    private static final int MOST_SECONDS = 30;

    private final int sampleRate;
    private final boolean live;
    private final Clocks clocks;
    private final RingBuffer ring;
    private final BlockHistory blocks;
    private final Timeline timeline;
    private final CountDownLatch scored = new CountDownLatch(1);
    private volatile boolean ended;

    public Segment(AudioFormat format, boolean live, Clocks clocks) {
        sampleRate = format.sampleRate();
        this.live = live;
        this.clocks = clocks;
        ring = new RingBuffer(SECONDS * sampleRate);
        blocks = new BlockHistory(sampleRate);
        timeline = new Timeline(sampleRate, clocks.millis());
    }

    /** Takes the next mono samples; waits where the source can and the scoring is behind. */
    public void append(float[] mono, int length) throws InterruptedException {
        long now = clocks.millis();
        blocks.add(mono, length, now);
        if (live) {
            ring.write(mono, length);
            timeline.arrived(ring.written(), now);
        } else {
            ring.writeWaiting(mono, length);
        }
    }

    /**
     * Keeps as much audio as windows of a length need, from now on.
     *
     * @return whether that is possible: a window lasts 15 s at most
     */
    public boolean reserve(int windowSamples) {
        if (2L * windowSamples > (long) MOST_SECONDS * sampleRate) {
            return false;
        }
        ring.reserve(2 * windowSamples);
        return true;
    }

    /** No more audio comes. */
    public void end() {
        ended = true;
    }

    public boolean ended() {
        return ended;
    }

    public int sampleRate() {
        return sampleRate;
    }

    public boolean live() {
        return live;
    }

    public RingBuffer ring() {
        return ring;
    }

    public BlockHistory blocks() {
        return blocks;
    }

    public Timeline timeline() {
        return timeline;
    }

    /** All of it is scored, and its events have ended. */
    public void setScored() {
        scored.countDown();
    }

    /** Waits until all of it is scored. */
    public void awaitScored() throws InterruptedException {
        scored.await();
    }
}
