// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.soribit.broker.users.TopicRights;
import io.soribit.common.concurrent.BoundedMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which user a client id belongs to: the first who has used it since the broker started. Without
 * users there are no owners. Thread-safe.
 */
final class SessionOwners {
    private static final int MOST = 1_000;

    private final @Nullable TopicRights rights;

    /** Of each user the latest: nobody makes room for others' ids with many of their own. */
    private final Map<String, Map<String, Boolean>> clientsByUser = new HashMap<>();

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
        synchronized (clientsByUser) {
            if (isTaken(id)) {
                return refresh(clients(user), id);
            }
        }
        // Only those who are let in become owners.
        if (rights.authenticates(user, new String(password, UTF_8))) {
            synchronized (clientsByUser) {
                if (isTaken(id)) {
                    return clients(user).containsKey(id);
                }
                clientsByUser.computeIfAbsent(user, u -> new BoundedMap<>(MOST)).put(id, true);
            }
        }
        return true;
    }

    /** Whether it is the hub that connects; without users it cannot be told from others. */
    boolean isHub(MqttConnectMessage message) {
        return rights != null && Connects.isOfHub(message, rights);
    }

    private Map<String, Boolean> clients(String user) {
        return clientsByUser.getOrDefault(user, Map.of());
    }

    /** One that still connects is none of the oldest. */
    private static boolean refresh(Map<String, Boolean> mine, String id) {
        if (!mine.containsKey(id)) {
            return false;
        }
        mine.remove(id);
        mine.put(id, true);
        return true;
    }

    private boolean isTaken(String id) {
        return clientsByUser.values().stream().anyMatch(clients -> clients.containsKey(id));
    }
}
