// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** A device whose lines a test keeps. */
final class MemoryDevice implements Device {
    final List<MemoryLine> lines = new ArrayList<>();
    boolean busy;
    private final String name;
    private final Predicate<AudioFormat> supported;

    MemoryDevice(String name, Predicate<AudioFormat> supported) {
        this.name = name;
        this.supported = supported;
    }

    MemoryDevice(String name) {
        this(name, format -> true);
    }

    MemoryLine line() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(AudioFormat format) {
        return supported.test(format);
    }

    @Override
    public TargetDataLine open(AudioFormat format, int bufferBytes)
            throws LineUnavailableException {
        if (busy) {
            throw new LineUnavailableException("Device or resource busy");
        }
        MemoryLine line = new MemoryLine(format);
        lines.add(line);
        return line;
    }
}
