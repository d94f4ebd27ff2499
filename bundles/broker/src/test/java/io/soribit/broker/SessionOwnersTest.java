// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.soribit.broker.users.Rights;
import io.soribit.broker.users.TopicRights;
import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionOwnersTest {
    private final SessionOwners owners =
            new SessionOwners(
                    new TopicRights(Map.of("admin", user("admin"), "guest", user("guest"))));

    private static User user(String name) {
        return new User(name, Passwords.hash(name.toCharArray()), Rights.ALL);
    }

    private boolean mayConnect(String user, String id) {
        return owners.mayConnect(
                MqttMessageBuilders.connect()
                        .clientId(id)
                        .username(user)
                        .password(user.getBytes(UTF_8))
                        .build());
    }

    @Test
    void manyIdsOfOneUserLeaveThoseOfOthersAlone() {
        assertThat(mayConnect("admin", "tablet")).isTrue();
        for (int i = 0; i < 11_000; i++) {
            assertThat(mayConnect("guest", "id" + i)).isTrue();
        }
        assertThat(mayConnect("guest", "tablet")).isFalse();
        assertThat(mayConnect("admin", "tablet")).isTrue();
        assertThat(mayConnect("admin", "id10999")).isFalse();
    }
}
