// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import io.soribit.notify.light.lamp.LampProtocol.Ability;

import java.util.List;

/**
 * A lamp that was found on the broker.
 *
 * @param name as in {@link Lamp}
 * @param title as people call it
 * @param siren whether it only knows warnings
 * @param members the lamps of a group
 */
public record FoundLamp(Lamp.Kind kind, String name, String title, Ability ability, boolean siren, List<FoundLamp> members) {
    public FoundLamp {
        members = List.copyOf(members);
    }

    /** One that is no group. */
    public FoundLamp(Lamp.Kind kind, String name, String title, Ability ability, boolean siren) {
        this(kind, name, title, ability, siren, List.of());
    }

    public String id() {
        return kind.id(name);
    }
}
