// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.soribit.broker.mosquitto.MosquittoFiles;
import io.soribit.broker.users.Rights;
import io.soribit.broker.users.TopicRights;
import org.jspecify.annotations.Nullable;

/** Changes the first message of a client. */
final class Connects {
    private Connects() {}

    /** Whether it is the hub that connects. */
    static boolean isOfHub(MqttConnectMessage connect, TopicRights users) {
        @Nullable String user = connect.payload().userName();
        byte @Nullable [] password = connect.payload().passwordInBytes();
        return user != null && password != null && users.isHub(user, new String(password, UTF_8));
    }

    /** Without the last will. */
    static MqttConnectMessage withoutWill(MqttConnectMessage connect) {
        MqttConnectPayload old = connect.payload();
        return changed(
                connect,
                false,
                false,
                new MqttConnectPayload(
                        old.clientIdentifier(),
                        MqttProperties.NO_PROPERTIES,
                        null,
                        null,
                        old.userName(),
                        old.passwordInBytes()));
    }

    /** With a last will that is not retained. */
    static MqttConnectMessage withWillNotRetained(MqttConnectMessage connect) {
        return changed(connect, true, false, connect.payload());
    }

    /**
     * With the gate's login. The client id becomes one of this user with these rights: sessions are
     * not shared, and end when rights change.
     */
    static MqttConnectMessage withLogin(
            MqttConnectMessage connect, MosquittoFiles login, @Nullable TopicRights users) {
        MqttConnectPayload old = connect.payload();
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload =
                new MqttConnectPayload(
                        ownId(old, users),
                        old.willProperties(),
                        old.willTopic(),
                        old.willMessageInBytes(),
                        MosquittoFiles.USER,
                        login.passwordBytes());
        return changed(connect, header.isWillFlag(), header.isWillRetain(), payload);
    }

    private static String ownId(MqttConnectPayload payload, @Nullable TopicRights users) {
        String id = payload.clientIdentifier();
        @Nullable String user = payload.userName();
        if (users == null || id.isEmpty() || user == null) {
            return id;
        }
        @Nullable Rights rights = user.equals(users.hub()) ? null : users.rights(user);
        return rights == null
                ? "hub:" + id
                : user + ":" + Integer.toHexString(rights.text().hashCode()) + ":" + id;
    }

    private static MqttConnectMessage changed(
            MqttConnectMessage connect, boolean will, boolean retain, MqttConnectPayload payload) {
        MqttConnectVariableHeader old = connect.variableHeader();
        return new MqttConnectMessage(
                connect.fixedHeader(),
                new MqttConnectVariableHeader(
                        old.name(),
                        old.version(),
                        payload.userName() != null,
                        payload.passwordInBytes() != null,
                        retain,
                        will ? old.willQos() : 0,
                        will,
                        old.isCleanSession(),
                        old.keepAliveTimeSeconds(),
                        old.properties()),
                payload);
    }
}
