// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.common.time.MonotonicClock;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a peer sends. It holds one chunk; what is not read waits at the peer. */
final class WyomingStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(WyomingStream.class);

    /** Between two chunks of audio. */
    private static final int MOST_MESSAGES = 1_000;

    private final Connection connection;
    private final Timeouts timeouts;
    private final MonotonicClock clock;
    private final ChunkFormat format;
    private @Nullable PeerInfo info;
    private @Nullable ChunkFormat received;
    private float[] samples = new float[0];
    private int used;
    private String error = "";

    /** Whether a satellite says that it begins to send. */
    private boolean running;

    private Duration pinged;

    /**
     * Waits for the first audio.
     *
     * @throws IOException with what is wrong, where, and what to do; the connection is open still
     */
    WyomingStream(Connection connection, Timeouts timeouts, MonotonicClock clock)
            throws IOException {
        this.connection = connection;
        this.timeouts = timeouts;
        this.clock = clock;
        pinged = clock.now();
        format = first();
    }

    private ChunkFormat first() throws IOException {
        say("describe");
        await(timeouts.first());
        ChunkFormat now = received;
        if (now == null) {
            throw new IllegalStateException("audio without a format");
        }
        return now;
    }

    private void await(Duration limit) throws IOException {
        connection.limit(limit);
        try {
            for (int i = 0; used == samples.length; i++) {
                if (i == MOST_MESSAGES) {
                    throw new MalformedException(MOST_MESSAGES + " messages without audio");
                }
                Message message = connection.receive();
                if (message == null) {
                    throw new IOException(connection.peer() + closed());
                }
                take(message);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    connection.peer() + silent(limit) + error + connection.newer(), e);
        } catch (MalformedException e) {
            throw new IOException(
                    connection.peer()
                            + " sent "
                            + e.getMessage()
                            + ": check that it is a Wyoming satellite or microphone, and its version"
                            + connection.newer(),
                    e);
        } catch (EOFException | SocketException e) {
            throw new IOException(connection.peer() + closed() + " (" + e.getMessage() + ")", e);
        }
    }

    private void take(Message message) throws IOException {
        ObjectNode data = message.data();
        switch (message.type()) {
            case "info" -> described(PeerInfo.of(data));
            case "audio-start" -> check(ChunkFormat.of(data));
            case "audio-chunk" -> {
                ChunkFormat now = ChunkFormat.of(data);
                check(now);
                samples = now.samples(message.payload());
                used = 0;
            }
            case "audio-stop" ->
                    throw new IOException(
                            connection.peer() + " has stopped to send audio" + waiting() + error);
            case "run-pipeline" -> running = true;
            case "ping" -> say("pong", text(data));
            case "describe" -> say("info", hub());
            case "error" ->
                    error = "; it says: " + PeerInfo.shown(data.path("text").asText("an error"));
            default -> {} // there are many more, and newer ones
        }
        if (clock.since(pinged).compareTo(timeouts.ping()) >= 0) {
            pinged = clock.now();
            say("ping");
        }
    }

    private void say(String type) {
        say(type, JsonNodeFactory.instance.objectNode());
    }

    /** What a peer sent before it closed the connection is read still, and then its end. */
    private void say(String type, ObjectNode data) {
        try {
            connection.send(type, data);
        } catch (IOException e) {
            LOG.debug("{}: '{}' was not sent", connection.peer(), type, e);
        }
    }

    private void described(PeerInfo now) throws IOException {
        if (info != null) {
            return;
        }
        info = now;
        if (!now.hasAudio()) {
            throw new IOException(
                    connection.peer()
                            + " is no satellite and no microphone, but offers "
                            + (now.services().isEmpty() ? "nothing" : now.services())
                            + ": check the port"
                            + connection.newer());
        }
        if (now.satellite()) {
            say("run-satellite");
        }
    }

    private void check(ChunkFormat now) throws IOException {
        ChunkFormat before = received;
        if (before != null && !before.equals(now)) {
            throw new IOException(
                    connection.peer() + " now sends " + now + " instead of " + before);
        }
        received = now;
    }

    private static ObjectNode text(ObjectNode ping) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        if (ping.path("text").isTextual()) {
            data.set("text", ping.get("text"));
        }
        return data;
    }

    /** For peers that connect because they look for something that detects sounds. */
    private static ObjectNode hub() {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        ObjectNode hub = info.putArray("wake").addObject();
        hub.put("name", "soribit").put("description", "Soribit").put("installed", true);
        hub.putObject("attribution").put("name", "Soribit").put("url", "");
        hub.putArray("models");
        return info;
    }

    private String silent(Duration limit) {
        if (received != null) {
            return " has sent no audio for "
                    + limit.toSeconds()
                    + " s: check that the satellite runs, and its network";
        }
        return info == null
                ? " does not answer as a Wyoming satellite does: check the port"
                : ": " + info + " sends no audio" + waiting();
    }

    private String waiting() {
        PeerInfo known = info;
        if (running || known == null || !known.satellite()) {
            return ": its microphone gives nothing; its log says why";
        }
        return ": perhaps another server, such as Home Assistant, uses it (it serves one at a time),"
                + " or it waits for a wake word or for speech (start it without --wake-uri,"
                + " --wake-command and --vad)";
    }

    private String closed() {
        PeerInfo known = info;
        return " closed the connection"
                + (known != null && known.satellite() && received == null ? waiting() : "")
                + error
                + connection.newer();
    }

    @Override
    public AudioFormat format() {
        return format.audio();
    }

    @Override
    public int read(float[] to, int offset, int length) throws IOException {
        if (used == samples.length) {
            await(timeouts.silence());
        }
        int count = Math.min(samples.length - used, length - length % format.channels());
        System.arraycopy(samples, used, to, offset, count);
        used += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
