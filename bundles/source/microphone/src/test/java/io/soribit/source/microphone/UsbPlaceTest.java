// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsbPlaceTest {
    @TempDir Path folder;

    @Test
    void placeAndSerialNumberStayWhenTheNumberOfTheCardChanges() throws IOException {
        UsbPlace usb = new UsbPlace(folder.resolve("proc"), folder.resolve("sys"));
        for (String card : new String[] {"card1", "card7"}) {
            write(
                    folder.resolve("proc").resolve(card).resolve("stream0"),
                    "USB PnP Sound Device at usb-0000:00:14.0-2.1, full speed : USB Audio\n");
            Path device = folder.resolve("sys").resolve(card).resolve("device");
            Files.createDirectories(device);
            write(device.resolveSibling("serial"), "41A7\n");
        }
        assertThat(usb.of("Mic [plughw:1,0]")).isEqualTo("usb-0000:00:14.0-2.1, serial 41A7");
        assertThat(usb.of("Mic [plughw:7,0]")).isEqualTo(usb.of("Mic [plughw:1,0]"));
        assertThat(usb.of("PCH [plughw:0,0]")).isEmpty();
        assertThat(usb.of("default [default]")).isEmpty();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
