// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** The hub's own MQTT broker; registered while it runs. */
@ProviderType
public interface MqttBroker {
    /** Where it listens, for example {@code tcp://127.0.0.1:1883}. */
    URI uri();
}
