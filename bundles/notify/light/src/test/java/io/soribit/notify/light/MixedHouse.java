// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.demo.VirtualDevice;
import io.soribit.demo.VirtualDevice.Light;
import io.soribit.demo.VirtualShelly;
import io.soribit.demo.VirtualTasmota;
import io.soribit.demo.VirtualWled;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A house with lamps, relays and a bed shaker of several makers. */
public final class MixedHouse {
    static final String[] LAMPS = {
        "wled:wled/shelf@hall",
        "tasmota:bulb@hall",
        "shelly:shellyrgb-1/rgb:0@kitchen",
        "tasmota:bed",
        "shelly:shellyplus1-2/switch:0@bedroom"
    };

    public static final List<String> IDS =
            java.util.Arrays.stream(LAMPS).map(l -> Lamp.parse(l).id()).toList();

    /** A lamp changed. */
    public record Seen(Duration at, Light before, Light now, boolean byHub) {
        public boolean turnsOn() {
            return byHub && !before.on() && now.on();
        }
    }

    public final ManualTimer timer = new ManualTimer();
    public final VirtualHome home = new VirtualHome(timer);
    public final Map<String, VirtualDevice> devices = new LinkedHashMap<>();
    public final Map<String, List<Seen>> seen = new LinkedHashMap<>();
    public final VirtualTasmota bulb = new VirtualTasmota(home, timer::after, "bulb", false);
    public final VirtualWled strip = new VirtualWled(home, timer::after, "wled/shelf");
    private boolean person;

    MixedHouse() {
        devices.put("wled:wled/shelf", strip);
        devices.put("tasmota:bulb", bulb);
        devices.put(
                "shelly:shellyrgb-1/rgb:0",
                new VirtualShelly(home, timer::after, "shellyrgb-1", "rgb:0"));
        devices.put("tasmota:bed", new VirtualTasmota(home, timer::after, "bed", true));
        devices.put(
                "shelly:shellyplus1-2/switch:0",
                new VirtualShelly(home, timer::after, "shellyplus1-2", "switch:0"));
        devices.forEach(
                (id, device) -> {
                    List<Seen> changes = new ArrayList<>();
                    seen.put(id, changes);
                    Light[] last = {device.light()};
                    device.watch(
                            now -> {
                                changes.add(
                                        new Seen(
                                                timer.now(),
                                                last[0],
                                                now,
                                                !person && !device.isByItself()));
                                last[0] = now;
                            });
                });
        timer.advance(5_000);
    }

    LampHub hub(LampJournal journal, double rateHz) {
        return new LampHub(timer, home, journal, rateHz, LAMPS);
    }

    public void person(String id, Light wish) {
        person = true;
        devices.get(id).person(wish);
        person = false;
    }

    Light light(String id) {
        return devices.get(id).light();
    }
}
