// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.util.List;

/** A received message. */
public final class Received {
    final String topic;
    final byte[] payload;
    final boolean retained;
    final List<Integer> ids;
    final byte[] correlation;

    /**
     * @param ids identifiers of the matching subscriptions; empty if the broker does not send any
     * @param correlation MQTT 5 correlation data; empty if there is none
     */
    public Received(
            String topic, byte[] payload, boolean retained, List<Integer> ids, byte[] correlation) {
        this.topic = topic;
        this.payload = payload;
        this.retained = retained;
        this.ids = ids;
        this.correlation = correlation;
    }
}
