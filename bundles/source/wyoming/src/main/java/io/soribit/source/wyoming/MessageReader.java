// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: a line of JSON, which says how many bytes of more JSON and of payload follow. A
 * peer may send anything, so each part has a limit. Not thread-safe.
 */
final class MessageReader {
    static final int MOST_HEADER = 64 * 1024;
    static final int MOST_DATA = 256 * 1024;
    static final int MOST_PAYLOAD = 1024 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final InputStream in;
    private String version = "";

    MessageReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next message.
     *
     * @return null if the peer has closed the connection between two messages
     * @throws MalformedException if it is no message
     */
    @Nullable Message read() throws IOException {
        byte[] line = line();
        if (line.length == 0) {
            return null;
        }
        ObjectNode header = object(line, "header");
        String type = header.path("type").asText();
        if (type.isEmpty()) {
            throw new MalformedException("a header without a type");
        }
        version = PeerInfo.shown(header.path("version").asText(version));
        int dataLength = length(header, "data_length", MOST_DATA);
        int payloadLength = length(header, "payload_length", MOST_PAYLOAD);
        ObjectNode data =
                header.get("data") instanceof ObjectNode inline ? inline : JSON.createObjectNode();
        if (dataLength > 0) {
            data.setAll(object(exactly(dataLength), "data"));
        }
        return new Message(type, data, exactly(payloadLength));
    }

    /** Of the protocol, as the peer last said it; empty if it has not. */
    String version() {
        return version;
    }

    /** With its end; empty at the end of the stream. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
            if (line.size() > MOST_HEADER) {
                throw new MalformedException("a header of more than " + MOST_HEADER + " bytes");
            }
        }
        if (line.size() > 0) {
            throw cut();
        }
        return new byte[0];
    }

    private static ObjectNode object(byte[] json, String part) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new MalformedException("a " + part + " that is no JSON");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedException("a " + part + " that is no JSON object");
    }

    private static int length(ObjectNode header, String key, int most) throws MalformedException {
        JsonNode value = header.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new MalformedException("a " + key + " that is no length");
        }
        if (value.intValue() > most) {
            throw new MalformedException("a " + key + " of more than " + most);
        }
        return value.intValue();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw cut();
        }
        return bytes;
    }

    private static EOFException cut() {
        return new EOFException("the connection was closed within a message");
    }
}
