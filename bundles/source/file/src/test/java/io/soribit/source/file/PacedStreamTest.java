// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedStreamTest {
    /** Time that passes when it is waited for. */
    private static final class ManualPace implements Pace {
        private long now = 1_234_567;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public boolean await(CountDownLatch closed, long nanos) {
            now += Math.max(0, nanos);
            return closed.getCount() == 0;
        }
    }

    private final ManualPace pace = new ManualPace();

    private PacedStream stream(int rate, int channels, double seconds) throws IOException {
        byte[] wave = Wave.of(rate, channels, seconds).bytes();
        return new PacedStream(new WavStream(new ByteArrayInputStream(wave)), pace);
    }

    @Test
    void lastsAsLongAsItsSound() throws IOException {
        long start = pace.now;
        assertThat(Audio.all(stream(44_100, 2, 3))).hasSize(3 * 2 * 44_100);
        assertThat(pace.now - start).isEqualTo(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void aLateReaderGetsWhatHasBeenPlayedWithoutWaiting() throws IOException {
        PacedStream stream = stream(16_000, 1, 10);
        float[] samples = new float[16_000];
        assertThat(stream.read(samples, 0, 160)).isEqualTo(160);
        pace.now += TimeUnit.SECONDS.toNanos(5);
        long late = pace.now;
        assertThat(stream.read(samples, 0, 16_000)).isEqualTo(800);
        assertThat(pace.now).isEqualTo(late);
    }

    @Test
    void closingEndsTheWait() throws Exception {
        Pace real = Pace.REAL;
        byte[] wave = Wave.of(16_000, 1, 1).bytes();
        WavStream wav = new WavStream(new ByteArrayInputStream(wave));
        CountDownLatch waiting = new CountDownLatch(1);
        Pace endless =
                new Pace() {
                    @Override
                    public long nanos() {
                        return 0;
                    }

                    @Override
                    public boolean await(CountDownLatch closed, long nanos)
                            throws InterruptedException {
                        waiting.countDown();
                        return real.await(closed, TimeUnit.MINUTES.toNanos(1));
                    }
                };
        PacedStream stream = new PacedStream(wav, endless);
        Thread closer =
                new Thread(
                        () -> {
                            try {
                                waiting.await();
                                stream.close();
                            } catch (InterruptedException | IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        closer.start();
        assertThatThrownBy(() -> stream.read(new float[160], 0, 160))
                .hasMessageContaining("closed");
        closer.join();
    }
}
