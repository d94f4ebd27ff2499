// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.HealthCheck;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A Wyoming satellite or microphone; one for each factory configuration. */
@Component(
        name = WyomingSource.PID,
        service = {AudioSource.class, HealthCheck.class, WyomingSource.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=wyoming")
@Designate(ocd = WyomingConfig.class, factory = true)
public final class WyomingSource implements AudioSource, HealthCheck {
    static final String PID = "io.soribit.source.wyoming";

    private final Timeouts timeouts;
    private final MonotonicClock clock;
    private final String id;
    private final String room;
    private final Endpoint endpoint;
    private final String host;
    private final int port;
    private final boolean listens;
    private final boolean complete;

    @Activate
    public WyomingSource(WyomingConfig config) {
        this(config, Timeouts.USUAL, MonotonicClock.SYSTEM);
    }

    WyomingSource(WyomingConfig config, Timeouts timeouts, MonotonicClock clock) {
        this.timeouts = timeouts;
        this.clock = clock;
        SourceName name = SourceName.of("wyoming", config.id(), config.room());
        id = name.id();
        room = name.room();
        host = config.host().strip();
        port = config.port();
        listens = config.listen();
        complete = listens || !host.isEmpty();
        endpoint =
                listens
                        ? new Listener(host, config.port(), timeouts.visitor(), clock)
                        : new Dialer(host, config.port(), timeouts.connect(), clock);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    /** Whether this is how the hub hears a satellite that was found; may ask the name service. */
    boolean isAt(Found found) {
        if (listens || port != found.port()) {
            return false;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .anyMatch(address -> address.getHostAddress().equals(found.address()));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public AudioStream open() throws IOException {
        Connection connection = connect();
        try {
            return new WyomingStream(connection, timeouts, clock);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect() throws IOException {
        if (!complete) {
            throw new IOException(
                    "'host' of source "
                            + id
                            + " is missing: set it to the address of the satellite, or set listen"
                            + " = true if the satellite connects to the hub");
        }
        return endpoint.connect();
    }

    @Override
    public String name() {
        return id;
    }

    /**
     * Asks the satellite what it is, which disturbs nobody who uses it. Where the hub waits for it,
     * only what is configured: a running hub uses the port.
     */
    @Override
    public List<Result> check() {
        String what = "source " + id + " in room " + room;
        if (listens) {
            return List.of(Result.ok(what + ": waits for a satellite at " + endpoint.shown()));
        }
        try (Connection connection = connect()) {
            connection.limit(timeouts.first());
            connection.send("describe");
            Message message = connection.receive();
            while (message != null && !message.type().equals("info")) {
                message = connection.receive();
            }
            return List.of(result(what + ": " + connection.peer(), connection, message));
        } catch (IOException e) {
            return complete
                    ? List.of(Result.warn(what + " gives no audio", reason(e)))
                    : List.of(Result.critical(what + " cannot be used", reason(e)));
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? "it does not answer: check 'host' and 'port'" : message;
    }

    private static Result result(String what, Connection connection, @Nullable Message message) {
        if (message == null) {
            return Result.warn(
                    what + " closes the connection",
                    "check 'host' and 'port' in etc/" + PID + "-*.cfg");
        }
        PeerInfo info = PeerInfo.of(message.data());
        return info.hasAudio()
                ? Result.ok(what + " is " + info + version(connection))
                : Result.warn(
                        what + " offers " + info.services() + ", but no audio",
                        "set 'port' to that of a satellite or a microphone" + connection.newer());
    }

    private static String version(Connection connection) {
        return connection.version().isEmpty() ? "" : ", protocol " + connection.version();
    }
}
