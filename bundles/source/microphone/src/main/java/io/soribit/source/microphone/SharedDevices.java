// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Interfaces of which each channel is the microphone of another room: a device is opened once, for
 * all of them. Thread-safe.
 */
@Component(service = SharedDevices.class)
public final class SharedDevices {
    /** What rooms must have in common to share a device. */
    record Key(String device, int channels, int sampleRate) {}

    private final Devices devices;
    private final Map<Key, ChannelSplitter> splitters = new HashMap<>();

    @Activate
    public SharedDevices() {
        this(new Devices(new JavaSound()));
    }

    SharedDevices(Devices devices) {
        this.devices = devices;
    }

    Devices devices() {
        return devices;
    }

    /**
     * Opens one channel, and the device if nobody has.
     *
     * @param channel from 1
     * @throws IOException if the device cannot be opened with so many channels
     */
    synchronized AudioStream open(Key key, int channel) throws IOException {
        ChannelSplitter open = splitters.get(key);
        AudioStream stream = open == null ? null : open.open(channel - 1);
        if (stream != null) {
            return stream;
        }
        Capture capture = new Capture(key.sampleRate(), key.channels(), key.channels());
        Device device = devices.find(key.device());
        ChannelSplitter anew = new ChannelSplitter(capture.open(device), device.name());
        splitters.put(key, anew);
        AudioStream first = anew.open(channel - 1);
        if (first == null) {
            throw new IOException(
                    "microphone '" + device.name() + "' gives no sound: plug it in again");
        }
        return first;
    }
}
