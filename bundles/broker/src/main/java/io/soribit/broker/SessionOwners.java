// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.soribit.broker.users.TopicRights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which user a client id belongs to: the first who has used it since the broker started. Without
 * users there are no owners. Thread-safe.
 */
final class SessionOwners {
    private static final int MOST = 10_000;

    private final @Nullable TopicRights rights;
    private final Map<String, String> userByClient =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST;
                }
            };

    SessionOwners(@Nullable TopicRights rights) {
        this.rights = rights;
    }

    /** Whether the client id is free, or the user's own. */
    boolean mayConnect(MqttConnectMessage message) {
        MqttConnectPayload payload = message.payload();
        String id = payload.clientIdentifier();
        @Nullable String user = payload.userName();
        byte @Nullable [] password = payload.passwordInBytes();
        if (rights == null || id.isEmpty() || user == null || password == null) {
            return true;
        }
        synchronized (userByClient) {
            @Nullable String owner = userByClient.get(id);
            if (owner != null) {
                return owner.equals(user);
            }
        }
        // Only those who are let in become owners.
        if (rights.authenticates(user, new String(password, UTF_8))) {
            synchronized (userByClient) {
                return userByClient.computeIfAbsent(id, i -> user).equals(user);
            }
        }
        return true;
    }
}
