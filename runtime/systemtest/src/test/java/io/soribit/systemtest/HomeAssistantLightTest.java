// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lamp that only Home Assistant controls, in a real one. */
@Timeout(600)
class HomeAssistantLightTest {
    private static final String LIGHT = "light.hall";

    @TempDir Path folder;

    private static boolean isAsBefore(String line) {
        return line.contains("\"state\":\"on\"")
                && line.contains("\"brightness\":120")
                && line.contains("\"xy_color\":[0.5,0.4]");
    }

    @Test
    void itFlashesForAnAlertAndIsAsBeforeAfterwards() throws Exception {
        HomeAssistant real = new HomeAssistant(folder);
        try (Soribit broker = real.broker()) {
            real.describeLight();
            try (Soribit home = real.start()) {
                URI address = HomeAssistant.address(home);
                Soribit.configure(
                        folder,
                        "io.soribit.notify.light.homeassistant",
                        "url = " + address,
                        "token = " + HomeAssistant.token(address));
                Soribit.configure(folder, "io.soribit.notify.light", "lamps = ha:" + LIGHT);
                real.call("light.turn_on", LIGHT, "\"brightness\":120,\"xy_color\":[0.5,0.4]");
                real.shows(LIGHT, HomeAssistantLightTest::isAsBefore);
                try (Soribit hub = real.hub();
                        Soribit lamp = real.subscriber("soribit/hub/ha/lamp/" + LIGHT);
                        Soribit states = real.subscriber("ha/state/" + LIGHT);
                        Soribit commands = real.subscriber("real/hall/set")) {
                    lamp.line(120, "\"state\":\"ON\"");
                    real.publish("soribit/hub/test", "lights");
                    commands.line(60, "\"state\":\"ON\"");
                    AtomicBoolean flashed = new AtomicBoolean();
                    states.line(
                            120,
                            line -> {
                                flashed.compareAndSet(false, !isAsBefore(line));
                                return flashed.get() && isAsBefore(line);
                            });
                }
            }
        }
    }
}
