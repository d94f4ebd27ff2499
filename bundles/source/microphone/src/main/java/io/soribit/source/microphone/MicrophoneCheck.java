// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.setting.SourceFinder;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lists the microphones that can be used now. */
@Component
public final class MicrophoneCheck implements HealthCheck, SourceFinder {
    private final Devices devices;

    @Activate
    public MicrophoneCheck() {
        this(new Devices(new JavaSound()));
    }

    MicrophoneCheck(Devices devices) {
        this.devices = devices;
    }

    @Override
    public String name() {
        return "microphones";
    }

    @Override
    public List<Result> check() {
        List<Device> all = devices.list();
        if (all.isEmpty()) {
            return List.of(Result.warn(Devices.NONE, ""));
        }
        return all.stream().map(device -> Result.ok("microphone " + device.name())).toList();
    }

    @Override
    public String kind() {
        return "microphone";
    }

    @Override
    public List<Map.Entry<String, Map<String, String>>> find() {
        return devices.list().stream()
                .map(device -> Map.entry(device.name(), Map.of("device", device.name())))
                .toList();
    }
}
