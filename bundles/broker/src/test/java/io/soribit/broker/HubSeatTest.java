// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.broker.users.Rights;
import io.soribit.broker.users.Users;
import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class HubSeatTest {
    private static final BrokerLimits FULL_WITH_ONE =
            new BrokerLimits(1_000, Duration.ofHours(1), 1, 0, 0, Set.of());

    @TempDir Path folder;

    private static MqttAsyncClient connect(
            RunningBroker broker, String id, String user, String password) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.uri().toString(), id, null);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(password.getBytes(UTF_8));
        try {
            client.connect(options).waitForCompletion(60_000);
            return client;
        } catch (MqttException e) {
            client.close();
            throw e;
        }
    }

    private static void disconnect(MqttAsyncClient client) throws MqttException {
        client.disconnect().waitForCompletion(60_000);
        client.close();
    }

    @Test
    void theHubIsLetInWhereTheBrokerIsFull() throws Exception {
        Path users = folder.resolve("mqtt-users");
        new Users(users).put(new User("lamp", Passwords.hash("secret".toCharArray()), Rights.ALL));
        BrokerSettings settings =
                new BrokerSettings("127.0.0.1", 0, false, folder.resolve("data"), users, null);
        try (RunningBroker broker =
                Engine.start(settings.with(FULL_WITH_ONE).with(Engine.MOSQUITTO))) {
            MqttAsyncClient only = connect(broker, "only", "lamp", "secret");
            disconnect(connect(broker, "hub", broker.user(), broker.password()));
            assertThatThrownBy(() -> connect(broker, "next", "lamp", "secret"))
                    .isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> connect(broker, "liar", broker.user(), "wrong"))
                    .isInstanceOf(MqttException.class);
            assertThat(only.isConnected()).isTrue();
            disconnect(only);
        }
    }
}
