// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sound card is plugged in, and its serial number: unlike its number, both stay the same
 * when it is plugged in again. Known on Linux, for USB.
 */
final class UsbPlace {
    private static final Pattern CARD = Pattern.compile("hw:(\\d+),\\d+");
    private static final Pattern PLACE = Pattern.compile(" at (usb-[^, ]+)");

    private final Path proc;
    private final Path sys;

    UsbPlace() {
        this(Path.of("/proc/asound"), Path.of("/sys/class/sound"));
    }

    UsbPlace(Path proc, Path sys) {
        this.proc = proc;
        this.sys = sys;
    }

    /**
     * The place and the serial number of a device, such as {@code usb-0000:00:14.0-2, serial 41A7}.
     *
     * @param name as Java names it, such as {@code Mic [plughw:1,0]}
     * @return empty if it is not on USB
     */
    String of(String name) {
        Matcher card = CARD.matcher(name);
        if (!card.find()) {
            return "";
        }
        String folder = "card" + card.group(1);
        Matcher place = PLACE.matcher(read(proc.resolve(folder).resolve("stream0")));
        if (!place.find()) {
            return "";
        }
        String serial = read(sys.resolve(folder).resolve("device/../serial")).strip();
        return place.group(1) + (serial.isEmpty() ? "" : ", serial " + serial);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // not on USB, or unplugged meanwhile
        }
    }
}
