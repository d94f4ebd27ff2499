// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import io.soribit.api.score.SoundPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records what a room sounds like, into memory and for some seconds, because a person asked for it.
 * The room is heard as usual meanwhile. Thread-safe.
 */
@ProviderType
public interface RoomRecorder {
    /** The longest recording. */
    Duration LONGEST = Duration.ofSeconds(30);

    /**
     * The rooms that can be recorded: those with a source of this hub that is heard.
     *
     * @return a copy, as of now, sorted
     */
    Set<String> rooms();

    /**
     * Records the next seconds of a room, with the first of its sources that are heard.
     *
     * @param length more than zero, {@link #LONGEST} at most
     * @return as long as asked for
     * @throws IOException if the room is not heard, or not until the end; the message is for people
     * @throws InterruptedException if the calling thread is interrupted, which waits for the audio
     */
    Recording record(String room, Duration length) throws IOException, InterruptedException;

    /** Mono audio in memory, and what it looks like. */
    final class Recording {
        private final int sampleRate;
        private final float[] samples;
        private final @Nullable SoundPicture picture;

        /**
         * @param samples mono, as the hub hears them; not copied
         * @param picture null if no picture could be made
         */
        public Recording(int sampleRate, float[] samples, @Nullable SoundPicture picture) {
            this.sampleRate = sampleRate;
            this.samples = samples;
            this.picture = picture;
        }

        /** In Hz. */
        public int sampleRate() {
            return sampleRate;
        }

        /** Not to be changed. */
        public float[] samples() {
            return samples;
        }

        /** What it looks like; null if no picture could be made. */
        public @Nullable SoundPicture picture() {
            return picture;
        }
    }
}
