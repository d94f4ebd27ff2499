// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

/**
 * How the hub presents itself to the broker.
 *
 * @param hub name of this hub, a level of its topics
 * @param clientId MQTT client id
 * @param user empty for none
 * @param password empty for none
 * @param tls for brokers that are spoken to in secret
 * @param announced whether the broker is told, for all to see, that the hub is there
 */
public record BusSettings(
        String hub,
        String clientId,
        String user,
        String password,
        TlsSettings tls,
        boolean announced) {
    public BusSettings(String hub, String clientId, String user, String password, TlsSettings tls) {
        this(hub, clientId, user, password, tls, true);
    }

    public BusSettings(String hub, String clientId, String user, String password) {
        this(hub, clientId, user, password, TlsSettings.DEFAULT);
    }

    public BusSettings as(String otherUser, String otherPassword) {
        return new BusSettings(hub, clientId, otherUser, otherPassword, tls, announced);
    }

    /** For a trial beside the hub itself, which nobody else shall notice. */
    public BusSettings unnoticed() {
        return new BusSettings(hub, clientId + "-doctor", user, password, tls, false);
    }

    public String root() {
        return "soribit/" + hub;
    }

    public String statusTopic() {
        return root() + "/status";
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
