// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** Something that sound can be captured from. */
interface Device {
    /** What the system calls it. */
    String name();

    /** Whether it says that it can capture in a format. */
    boolean supports(AudioFormat format);

    /**
     * An open line of it, not yet started.
     *
     * @throws LineUnavailableException if it is in use, or gone
     */
    TargetDataLine open(AudioFormat format, int bufferBytes) throws LineUnavailableException;
}
