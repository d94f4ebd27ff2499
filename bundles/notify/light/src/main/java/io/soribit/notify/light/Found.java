// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.notify.light.LampProtocol.Ability;

/**
 * A lamp that was found on the broker.
 *
 * @param name as in {@link Lamp}
 * @param title as people call it
 * @param siren whether it only knows warnings
 */
record Found(Lamp.Kind kind, String name, String title, Ability ability, boolean siren) {
    String id() {
        return kind.id(name);
    }
}
