// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import io.soribit.notify.light.lamp.LampProtocol.Ability;

/**
 * A lamp that was found on the broker.
 *
 * @param name as in {@link Lamp}
 * @param title as people call it
 * @param siren whether it only knows warnings
 */
public record FoundLamp(Lamp.Kind kind, String name, String title, Ability ability, boolean siren) {
    public String id() {
        return kind.id(name);
    }
}
