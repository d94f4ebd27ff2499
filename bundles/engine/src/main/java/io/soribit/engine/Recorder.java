// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.score.SoundPicture;
import io.soribit.api.source.RoomRecorder;
import io.soribit.engine.ear.Capture;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.picture.Pictures;
import io.soribit.engine.picture.SoundAudio;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records rooms while they are heard. Thread-safe. */
final class Recorder implements RoomRecorder {
    private static final String SOUND = "recording";

    private final Sources sources;
    private final Pictures pictures;
    private final Clocks clocks;

    Recorder(Sources sources, Pictures pictures, Clocks clocks) {
        this.sources = sources;
        this.pictures = pictures;
        this.clocks = clocks;
    }

    @Override
    public Set<String> rooms() {
        return sources.heard().stream()
                .map(Listening::room)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Recording record(String room, Duration length) throws IOException, InterruptedException {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a recording lasts up to " + LONGEST.toSeconds() + " s, not " + length);
        }
        Listening source =
                sources.heard().stream()
                        .filter(listening -> listening.room().equals(room))
                        .findFirst()
                        .orElseThrow(() -> new IOException("the room " + room + " is not heard"));
        Instant start = clocks.wall().instant();
        Capture capture = new Capture(length);
        try {
            source.ear().capture(capture);
            capture.await();
        } catch (IOException e) {
            throw new IOException(
                    "the recording of "
                            + room
                            + " ("
                            + source.id()
                            + ") broke off: "
                            + e.getMessage(),
                    e);
        } finally {
            source.ear().release(capture);
        }
        float[] samples = capture.samples();
        @Nullable SoundPicture picture =
                pictures.picture(new SoundAudio(room, SOUND, start, capture.sampleRate(), samples))
                        .orElse(null);
        return new Recording(capture.sampleRate(), samples, picture);
    }
}
