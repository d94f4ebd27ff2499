// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.hub.MqttBroker;
import io.soribit.broker.users.TopicRights;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A broker that listens. */
interface RunningBroker extends MqttBroker, AutoCloseable {
    /** Where it listens, and for whom. */
    Endpoints endpoints();

    /** False after it has died. */
    boolean isRunning();

    @Override
    void close() throws IOException;

    @Override
    default URI uri() {
        return endpoints().uri();
    }

    @Override
    default String user() {
        @Nullable TopicRights rights = endpoints().rights();
        return rights == null ? "" : rights.hub();
    }

    @Override
    default String password() {
        @Nullable TopicRights rights = endpoints().rights();
        return rights == null ? "" : rights.hubPassword();
    }
}
