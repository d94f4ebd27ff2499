// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.time.MonotonicClock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection to a peer. Used by one thread; {@link #close()} may come from any. */
final class Connection implements Closeable {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String VERSION = "1.5.2";
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,6})(?:\\D|$)");

    private final Socket socket;
    private final String peer;
    private final TimedInput in;
    private final MessageReader reader;

    /**
     * @param peer what people know it by
     */
    Connection(Socket socket, String peer, MonotonicClock clock) throws IOException {
        this.socket = socket;
        this.peer = peer;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        in = new TimedInput(socket, clock);
        reader = new MessageReader(new BufferedInputStream(in));
    }

    String peer() {
        return peer;
    }

    /** Of the protocol, as the peer says it; empty if it does not. */
    String version() {
        return reader.version();
    }

    /** What may be the matter with a peer of a newer protocol; empty for others. */
    String newer() {
        Matcher version = MAJOR.matcher(version());
        return version.lookingAt() && Integer.parseInt(version.group(1)) > 1
                ? "; it speaks version "
                        + version()
                        + " of the protocol, and this hub version 1: update this hub"
                : "";
    }

    /** How long what follows may take in all. */
    void limit(Duration time) {
        in.limit(time);
    }

    /** The next message; null if the peer has closed the connection. */
    @Nullable Message receive() throws IOException {
        return reader.read();
    }

    void send(String type) throws IOException {
        send(type, JsonNodeFactory.instance.objectNode());
    }

    void send(String type, ObjectNode data) throws IOException {
        byte[] body = data.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(data);
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("type", type);
        header.put("version", VERSION);
        if (body.length > 0) {
            header.put("data_length", body.length);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((header + "\n").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(body);
        socket.getOutputStream().write(message.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
