// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;

/** Opens a device in the first format that it takes: of each rate mono, then stereo. */
final class Capture {
    private static final int[] USUAL_RATES = {16_000, 48_000, 44_100};

    private static final int LOWEST_RATE = 4_000;
    private static final int HIGHEST_RATE = 384_000;

    /** What may wait to be read: an overloaded hub loses nothing for so long. */
    private static final int BUFFER_MILLIS = 500;

    private final List<AudioFormat> formats;
    private final int least;
    private final int most;

    /** Mono, else stereo. */
    Capture(int preferredRate) {
        this(preferredRate, 1, 2);
    }

    /**
     * Prefers a rate, and takes the first number of channels in a range that the device has.
     *
     * @param least of the channels, 1 or more
     * @param most of the channels
     */
    Capture(int preferredRate, int least, int most) {
        this.least = least;
        this.most = most;
        List<AudioFormat> list = new ArrayList<>();
        add(list, preferredRate);
        for (int rate : USUAL_RATES) {
            if (rate != preferredRate) {
                add(list, rate);
            }
        }
        formats = List.copyOf(list);
    }

    private void add(List<AudioFormat> list, int rate) {
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            return;
        }
        for (int channels = least; channels <= most; channels++) {
            list.add(new AudioFormat(rate, 16, channels, true, false));
        }
    }

    /**
     * Starts to capture.
     *
     * @throws IOException if the device takes no format, or cannot be opened now
     */
    MicrophoneStream open(Device device) throws IOException {
        Exception failure = null;
        for (AudioFormat format : formats) {
            if (!device.supports(format)) {
                continue;
            }
            int frames = Math.round(format.getSampleRate() * BUFFER_MILLIS / 1000);
            try {
                return new MicrophoneStream(
                        device.name(), device.open(format, frames * format.getFrameSize()));
            } catch (LineUnavailableException | IllegalArgumentException e) {
                failure = e;
            }
        }
        if (failure == null) {
            throw new IOException(
                    "microphone '"
                            + device.name()
                            + "' takes none of 16-bit "
                            + (most > 2 ? least + " channels" : "mono or stereo")
                            + " at the usual rates: set 'sample_rate' to one it has, or choose"
                            + " another 'device'");
        }
        throw new IOException(
                "microphone '"
                        + device.name()
                        + "' cannot be opened ("
                        + failure.getMessage()
                        + "): close the program that uses it, or plug it in again",
                failure);
    }
}
