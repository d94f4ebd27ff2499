// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** The devices that Java's sound system finds; it looks again each time. */
final class JavaSound implements Supplier<List<Device>> {
    private static final DataLine.Info ANY_CAPTURE = new DataLine.Info(TargetDataLine.class, null);

    private final UsbPlace usb = new UsbPlace();

    @Override
    public List<Device> get() {
        return Arrays.stream(AudioSystem.getMixerInfo())
                .map(AudioSystem::getMixer)
                .filter(mixer -> mixer.isLineSupported(ANY_CAPTURE))
                .<Device>map(mixer -> new MixerDevice(mixer, usb))
                .toList();
    }

    private record MixerDevice(Mixer mixer, UsbPlace usb) implements Device {
        @Override
        public String name() {
            Mixer.Info info = mixer.getMixerInfo();
            String place = usb.of(info.getName());
            return info.getName()
                    + " - "
                    + info.getDescription()
                    + (place.isEmpty() ? "" : " (" + place + ")");
        }

        @Override
        public boolean supports(AudioFormat format) {
            return mixer.isLineSupported(new DataLine.Info(TargetDataLine.class, format));
        }

        @Override
        public TargetDataLine open(AudioFormat format, int bufferBytes)
                throws LineUnavailableException {
            DataLine.Info info = new DataLine.Info(TargetDataLine.class, format);
            TargetDataLine line = (TargetDataLine) mixer.getLine(info);
            line.open(format, bufferBytes);
            return line;
        }
    }
}
