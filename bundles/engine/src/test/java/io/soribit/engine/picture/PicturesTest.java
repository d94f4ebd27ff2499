// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.score.SoundPicture;
import io.soribit.testkit.Await;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final int RATE = 16_000;

    private final List<SoundPicture> made = new CopyOnWriteArrayList<>();
    private final Pictures pictures = new Pictures(made::add);
    private final Rows rows = new Rows();

    @AfterEach
    void close() {
        pictures.close();
        assertThat(rows.open).hasValue(0);
    }

    /** A row of decibels for each 40 ms: its first sample in band 7, 80 dB less elsewhere. */
    private static final class Rows implements FrontEnd {
        final AtomicInteger open = new AtomicInteger();

        @Override
        public String type() {
            return "log-mel";
        }

        @Override
        public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
            int samples = (int) (hop.toMillis() * sampleRate / 1_000);
            int bands = spec.integer("bands");
            open.incrementAndGet();
            return new FeatureStream() {
                @Override
                public int windowSize() {
                    return bands;
                }

                @Override
                public int windowSamples() {
                    return samples;
                }

                @Override
                public void write(float[] audio, int offset, int length, WindowSink sink) {
                    for (int at = 0; at + samples <= length; at += samples) {
                        float[] row = new float[bands];
                        Arrays.fill(row, audio[at] - 80);
                        row[7] = audio[at];
                        sink.window(at, FloatBuffer.wrap(row));
                    }
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    private static SoundAudio audio(float... decibels) {
        float[] samples = new float[decibels.length * RATE / 25];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = decibels[i * 25 / RATE];
        }
        return new SoundAudio("Hall", "doorbell", Instant.EPOCH, RATE, samples);
    }

    @Test
    void theLoudestOfTwoFramesMakesAColumnAndSixtyDecibelsTheRange() {
        pictures.add(rows);
        pictures.make(audio(-30, 0, -90, -30));
        Await.until("the picture is made", () -> !made.isEmpty());
        SoundPicture picture = made.get(0);
        assertThat(picture.columns()).isEqualTo(2);
        assertThat(picture.levels().get(7)).isEqualTo(100);
        assertThat(picture.levels().get(8)).isZero();
        assertThat(picture.levels().get(picture.bands() + 7)).isEqualTo(50);
        assertThat(picture.end()).isEqualTo(Instant.EPOCH.plusMillis(160));
        assertThat(picture.lowest()).isBetween(106f, 106.2f);
        assertThat(picture.highest()).isBetween(7_200f, 7_500f);
    }

    @Test
    void aLongSoundIsCutOffAndStaysSmall() {
        pictures.add(rows);
        pictures.make(audio(new float[500]));
        Await.until("the picture is made", () -> !made.isEmpty());
        assertThat(made.get(0).columns()).isEqualTo(SoundPicture.MOST_COLUMNS);
        assertThat(made.get(0).levels()).hasSizeLessThan(6_000);
    }

    @Test
    void withoutAFrontEndThereIsNoPictureAndOneThatFailsHarmsNobody() {
        pictures.add(rows);
        pictures.remove(rows);
        pictures.make(audio(0, 0));
        pictures.add(
                new FrontEnd() {
                    @Override
                    public String type() {
                        return "log-mel";
                    }

                    @Override
                    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
                        pictures.remove(this);
                        throw new NoClassDefFoundError("on purpose");
                    }
                });
        pictures.make(audio(0, 0));
        pictures.make(audio(0, 0));
        pictures.close();
        assertThat(made).isEmpty();
    }
}
