// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The entities of a device. */
final class Parts {
    final ObjectNode components;
    private final String device;
    private final String readable;

    Parts(ObjectNode root, String device, String readable) {
        components = root.putObject("components");
        this.device = device;
        this.readable = readable;
    }

    ObjectNode add(String platform, String key, String name) {
        return components
                .putObject(key)
                .put("platform", platform)
                .put("unique_id", device + "_" + key)
                .put("default_entity_id", platform + "." + readable + "_" + key)
                .put("name", name);
    }
}
