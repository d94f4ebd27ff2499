// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** The hub's own MQTT broker; registered while it runs. */
@ProviderType
public interface MqttBroker {
    /** Where it listens, for example {@code tcp://127.0.0.1:1883}. */
    URI uri();

    /** The user as whom the hub itself connects; empty if it asks for none. */
    default String user() {
        return "";
    }

    /** Known to the hub alone, and new at each start; empty if it asks for none. */
    default String password() {
        return "";
    }
}
