// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * The shape of an audio stream.
 *
 * @param sampleRate sample frames per second, 4,000 to 384,000
 * @param channels interleaved channels, 1 to 64
 */
public record AudioFormat(int sampleRate, int channels) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public AudioFormat {
        if (sampleRate < 4_000 || sampleRate > 384_000) {
            throw new IllegalArgumentException(
                    "sample rate " + sampleRate + " Hz is not within 4000-384000");
        }
        if (channels < 1 || channels > 64) {
            throw new IllegalArgumentException(channels + " channels: 1 to 64 are supported");
        }
    }
}
