// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * One opening of a source: mono audio on a timeline of its own, of which the last half minute can
 * be read. Written by the ear; read while scoring.
 */
public final class Segment {
    private static final int SECONDS = 30;

    private final int sampleRate;
    private final boolean live;
    private final Clock clock;
    private final RingBuffer ring;
    private final BlockHistory blocks;
    private final Timeline timeline;
    private final CountDownLatch scored = new CountDownLatch(1);
    private volatile boolean ended;

    public Segment(AudioFormat format, boolean live, Clock clock) {
        sampleRate = format.sampleRate();
        this.live = live;
        this.clock = clock;
        ring = new RingBuffer(SECONDS * sampleRate);
        blocks = new BlockHistory(sampleRate);
        timeline = new Timeline(sampleRate, clock.millis());
    }

    /** Takes the next mono samples; waits where the source can and the scoring is behind. */
    public void append(float[] mono, int length) throws InterruptedException {
        long now = clock.millis();
        blocks.add(mono, length, now);
        if (live) {
            ring.write(mono, length);
            timeline.arrived(ring.written(), now);
        } else {
            ring.writeWaiting(mono, length);
        }
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

    /** All of it is scored, and what it told has ended. */
    public void setScored() {
        scored.countDown();
    }

    /** Waits until all of it is scored. */
    public void awaitScored() throws InterruptedException {
        scored.await();
    }
}
