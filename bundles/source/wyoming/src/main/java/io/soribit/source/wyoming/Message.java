// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One message of the protocol. */
final class Message {
    private final String type;
    private final ObjectNode data;
    private final byte[] payload;

    /**
     * Holds what was received.
     *
     * @param payload not copied
     */
    Message(String type, ObjectNode data, byte[] payload) {
        this.type = type;
        this.data = data;
        this.payload = payload;
    }

    String type() {
        return type;
    }

    /** What describes it; empty if it has nothing. */
    ObjectNode data() {
        return data;
    }

    /** For example samples; often empty. */
    byte[] payload() {
        return payload;
    }
}
