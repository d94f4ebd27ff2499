// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.util.List;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lists the microphones for {@code doctor}, anew each time. */
@Component(service = Supplier.class, property = "soribit.doctor=microphones")
public final class MicrophoneCheck implements Supplier<List<String>> {
    private final Devices devices;

    @Activate
    public MicrophoneCheck() {
        this(new Devices(new JavaSound()));
    }

    MicrophoneCheck(Devices devices) {
        this.devices = devices;
    }

    @Override
    public List<String> get() {
        List<Device> all = devices.list();
        if (all.isEmpty()) {
            return List.of("missing " + Devices.NONE);
        }
        return all.stream().map(device -> "ok microphone " + device.name()).toList();
    }
}
