// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.engine.fake.Ramp;
import io.soribit.testkit.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RingBufferTest {
    private final RingBuffer ring = new RingBuffer(10);
    private final float[] into = new float[10];

    @Test
    void readsWhatWasWrittenAcrossTheSeam() {
        ring.write(Ramp.samples(0, 7), 7);
        ring.write(Ramp.samples(7, 6), 6);
        assertThat(ring.written()).isEqualTo(13);
        assertThat(ring.oldest()).isEqualTo(3);
        assertThat(ring.read(3, into, 10)).isTrue();
        assertThat(into).containsExactly(Ramp.samples(3, 10));
    }

    @Test
    void refusesWhatIsOverwrittenOrNotYetThere() {
        ring.write(Ramp.samples(0, 25), 25);
        assertThat(ring.read(14, into, 1)).isFalse();
        assertThat(ring.read(15, into, 11)).isFalse();
        assertThat(ring.read(15, into, 10)).isTrue();
        assertThat(into).containsExactly(Ramp.samples(15, 10));
    }

    @Test
    void growsWithoutLosingOrInventingAnything() {
        ring.write(Ramp.samples(0, 25), 25);
        ring.reserve(16);
        assertThat(ring.capacity()).isEqualTo(16);
        assertThat(ring.oldest()).isEqualTo(15);
        assertThat(ring.read(14, into, 1)).isFalse();
        assertThat(ring.read(15, into, 10)).isTrue();
        assertThat(into).containsExactly(Ramp.samples(15, 10));
        ring.write(Ramp.samples(25, 9), 9);
        assertThat(ring.oldest()).isEqualTo(18);
        assertThat(ring.read(24, into, 10)).isTrue();
        assertThat(into).containsExactly(Ramp.samples(24, 10));
    }

    @Test
    void keepsSixteenBitsAndClips() {
        ring.write(new float[] {0.5f + 0.3f / 32_768, -1.5f, 1.5f}, 3);
        assertThat(ring.read(0, into, 3)).isTrue();
        assertThat(into).startsWith(0.5f, -1, 32_767f / 32_768);
    }

    @Test
    void waitingWriterGoesOnlyOverWhatIsReleased() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread writer =
                new Thread(
                        () -> {
                            try {
                                ring.writeWaiting(Ramp.samples(0, 25), 25);
                                done.countDown();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        writer.start();
        Await.until("writer waits", () -> writer.getState() == Thread.State.WAITING);
        assertThat(ring.written()).isEqualTo(10);
        ring.release(4);
        Await.until("four more", () -> ring.written() == 14);
        Await.until("writer waits", () -> writer.getState() == Thread.State.WAITING);
        assertThat(ring.read(4, into, 10)).isTrue();
        assertThat(into).containsExactly(Ramp.samples(4, 10));
        ring.release(14);
        Await.until("ten more", () -> ring.written() == 24);
        ring.release(20);
        assertThat(done.await(90, TimeUnit.SECONDS)).isTrue();
    }
}
