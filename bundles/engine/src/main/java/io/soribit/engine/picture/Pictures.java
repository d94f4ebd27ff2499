// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.score.SoundPicture;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pictures of sounds with a front end for log-mel features, on a thread of its own; of more
 * than a few that wait, further ones are left out. Thread-safe.
 */
public final class Pictures implements AutoCloseable {
    /** Two frames of 40 ms. */
    static final Duration STEP = Duration.ofMillis(80);

    static final int BANDS = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
    private static final int CAPACITY = 8;
    private static final Duration HOP = STEP.dividedBy(PictureBuilder.FRAMES_PER_COLUMN);
    private static final int RATE = 16_000;
    private static final float LOWEST = 60;
    private static final float HIGHEST = 7_800;
    private static final String TYPE = "log-mel";
    private static final FrontEndSpec SPEC =
            new FrontEndSpec(
                    TYPE,
                    Map.ofEntries(
                            Map.entry("sampleRate", RATE),
                            Map.entry("fftSize", 1_024),
                            Map.entry("window", 1_024),
                            Map.entry("hop", (int) (HOP.toMillis() * RATE / 1_000)),
                            Map.entry("frames", 1),
                            Map.entry("bands", BANDS),
                            Map.entry("minFrequency", LOWEST),
                            Map.entry("maxFrequency", HIGHEST),
                            Map.entry("scale", "htk"),
                            Map.entry("norm", "none"),
                            Map.entry("spectrum", "power"),
                            Map.entry("compression", "db"),
                            Map.entry("reference", 1.0),
                            Map.entry("floor", 1e-10)));

    private final Consumer<SoundPicture> listener;
    private final List<FrontEnd> frontEnds = new CopyOnWriteArrayList<>();
    private final Object using = new Object();
    private final SerialExecutor executor =
            new SerialExecutor("soribit-engine-pictures", CAPACITY, WhenFull.DROP);

    /**
     * @param listener must not block
     */
    public Pictures(Consumer<SoundPicture> listener) {
        this.listener = listener;
    }

    /** Uses a front end, if it is of the right type. */
    public void add(FrontEnd frontEnd) {
        if (frontEnd.type().equals(TYPE)) {
            frontEnds.add(frontEnd);
        }
    }

    /** Returns when nothing of it is in use. */
    public void remove(FrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
        synchronized (using) {
            LOG.debug("pictures are made without {}", frontEnd);
        }
    }

    /** Makes a picture of what was heard, soon. */
    public void make(SoundAudio audio) {
        executor.execute(() -> picture(audio).ifPresent(listener));
    }

    /**
     * Makes a picture now, on the thread of the caller.
     *
     * @return empty if there is no front end for it, or it fails
     */
    public Optional<SoundPicture> picture(SoundAudio audio) {
        synchronized (using) {
            return frontEnds.stream().findFirst().flatMap(f -> picture(f, audio));
        }
    }

    private static Optional<SoundPicture> picture(FrontEnd frontEnd, SoundAudio audio) {
        PictureBuilder builder = new PictureBuilder(BANDS);
        try (FeatureStream stream = frontEnd.open(SPEC, audio.sampleRate(), HOP)) {
            float[] samples = audio.samples();
            stream.write(samples, 0, samples.length, (start, features) -> builder.add(features));
        } catch (Throwable e) { // foreign code: also an Error
            LOG.warn("no picture of {} in {}", audio.sound(), audio.room(), e);
            return Optional.empty();
        }
        List<Integer> levels = builder.levels();
        return levels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SoundPicture(
                                audio.room(),
                                audio.sound(),
                                audio.start(),
                                STEP,
                                BANDS,
                                centre(1),
                                centre(BANDS),
                                levels));
    }

    /** The centre of a band in Hz; the first is 1. */
    private static float centre(int band) {
        double low = mel(LOWEST);
        double at = low + (mel(HIGHEST) - low) * band / (BANDS + 1);
        return (float) (700 * (Math.pow(10, at / 2_595) - 1));
    }

    private static double mel(double hertz) {
        return 2_595 * Math.log10(1 + hertz / 700);
    }

    @Override
    public void close() {
        executor.close();
    }
}
