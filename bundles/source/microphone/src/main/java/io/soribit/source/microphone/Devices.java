// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The devices of this machine, as they are now. */
final class Devices {
    static final String NONE =
            "this machine has no microphone that can be used: plug one in, or, if there is one,"
                    + " check that the system sees it (arecord -l) and that the hub's user may use"
                    + " it (Debian and Ubuntu: adduser USER audio, then log in again)";

    private final Supplier<List<Device>> system;

    /**
     * Looks for devices.
     *
     * @param system lists what can capture, the default first, anew each time
     */
    Devices(Supplier<List<Device>> system) {
        this.system = system;
    }

    /** All devices, the default first. */
    List<Device> list() {
        return system.get();
    }

    /**
     * The first device whose name holds a text, whatever its case.
     *
     * @param part empty for the default
     * @throws IOException if there is none, with those there are and what to do
     */
    Device find(String part) throws IOException {
        List<Device> devices = list();
        if (devices.isEmpty()) {
            throw new IOException(NONE);
        }
        String lowerCase = part.toLowerCase(Locale.ROOT);
        return devices.stream()
                .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(lowerCase))
                .findFirst()
                .orElseThrow(() -> new IOException(noMatch(part, devices)));
    }

    private static String noMatch(String part, List<Device> devices) {
        String names =
                devices.stream()
                        .map(device -> "'" + device.name() + "'")
                        .collect(Collectors.joining(", "));
        return "no microphone's name holds '"
                + part
                + "'; there are: "
                + names
                + ": plug it in, or set 'device' to a part of one of these names";
    }
}
