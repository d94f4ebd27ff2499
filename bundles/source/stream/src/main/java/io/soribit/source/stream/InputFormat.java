// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a stream sends, as ffmpeg names it.
 *
 * @param codec for example {@code pcm_alaw}
 * @param sampleRate in Hz
 * @param channels for example {@code mono}
 */
record InputFormat(String codec, int sampleRate, String channels) {
    private static final Pattern LINE =
            Pattern.compile("Stream #0:\\d.*: Audio: ([^ ,]+).*?, (\\d{4,6}) Hz, ([^,]+),");
    private static final int NARROW = 12_000;

    static @Nullable InputFormat of(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.find()
                ? new InputFormat(
                        parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3).strip())
                : null;
    }

    /** Whether high sounds such as those of smoke alarms are barely in it. */
    boolean isNarrow() {
        return sampleRate < NARROW;
    }

    @Override
    public String toString() {
        return codec + ", " + sampleRate + " Hz, " + channels;
    }
}
