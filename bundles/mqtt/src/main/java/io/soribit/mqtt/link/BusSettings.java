// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import org.jspecify.annotations.Nullable;

/**
 * The identity of the hub at the broker.
 *
 * @param hub name of this hub, a level of its topics
 * @param clientId MQTT client id
 * @param user empty for none
 * @param password empty for none
 * @param tls for brokers with TLS
 * @param presence topic that shows whether the hub is connected; null for none
 */
public record BusSettings(
        String hub,
        String clientId,
        String user,
        String password,
        TlsSettings tls,
        @Nullable Presence presence) {
    public BusSettings(String hub, String clientId, String user, String password, TlsSettings tls) {
        this(
                hub,
                clientId,
                user,
                password,
                tls,
                new Presence("soribit/" + hub + "/status", "online", "offline", "offline"));
    }

    public BusSettings(String hub, String clientId, String user, String password) {
        this(hub, clientId, user, password, TlsSettings.DEFAULT);
    }

    public BusSettings as(String otherUser, String otherPassword) {
        return new BusSettings(hub, clientId, otherUser, otherPassword, tls, presence);
    }

    /** For a connection beside the hub's own, with another presence or none. */
    public BusSettings beside(String suffix, @Nullable Presence other) {
        return new BusSettings(hub, clientId + suffix, user, password, tls, other);
    }

    public String root() {
        return "soribit/" + hub;
    }

    @Override
    public String toString() {
        return "BusSettings[hub="
                + hub
                + ", clientId="
                + clientId
                + ", user="
                + user
                + ", tls="
                + tls
                + "]";
    }
}
