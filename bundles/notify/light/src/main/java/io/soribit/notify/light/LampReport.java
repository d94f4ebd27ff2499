// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Device;
import io.soribit.notify.light.lamp.FoundLamp;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.restore.LampControl;
import org.jspecify.annotations.Nullable;

/** Describes a lamp to people. */
final class LampReport {
    private static final String SHAKER = "shaker";

    private LampReport() {}

    /**
     * A lamp that is in use or was found, or both.
     *
     * @param control if it is in use, or is looked after
     * @param found if it was found
     * @param reachable null if nothing says so
     */
    static Device of(
            Lamp lamp,
            @Nullable LampControl control,
            @Nullable FoundLamp found,
            @Nullable Boolean reachable,
            MessageBus bus) {
        boolean spoken = control != null && control.health().hasSpoken();
        boolean there = reachable == null ? spoken || found != null : reachable;
        LampProtocol.Ability ability =
                found != null
                        ? found.ability()
                        : control != null
                                ? control.protocol().ability()
                                : LampProtocol.Ability.SWITCH;
        return new Device(
                lamp.id(),
                found == null ? lamp.name() : found.title(),
                lamp.kind().title(),
                lamp.shaker() ? SHAKER : ability.word(),
                !lamp.guest(),
                bus.connected() && there,
                message(lamp, control, there, reachable, bus),
                control == null ? null : control.health().battery(),
                control != null && control.protocol().reports());
    }

    private static String message(
            Lamp lamp,
            @Nullable LampControl control,
            boolean there,
            @Nullable Boolean reachable,
            MessageBus bus) {
        if (!bus.connected()) {
            return "there is no connection to the MQTT broker "
                    + bus.address()
                    + ": start it, or set its url in etc/io.soribit.notify.mqtt.cfg";
        }
        if (reachable != null && !reachable) {
            return "it is offline: look after its power and its network";
        }
        if (control != null && !control.health().problem().isEmpty()) {
            return control.health().problem();
        }
        if (!there) {
            return "nothing was heard of it since the hub started: check that it is connected to"
                    + " the broker "
                    + bus.address()
                    + " and called so there, or take '"
                    + lamp.id()
                    + "' out of lamps in etc/io.soribit.notify.light.cfg";
        }
        return "";
    }
}
