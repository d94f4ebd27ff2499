// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.HealthCheck;
import io.soribit.common.frame.PacketFormat;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RawFormat;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A board that sends its microphone over UDP; one for each factory configuration. */
@Component(
        name = UdpSource.PID,
        service = {AudioSource.class, HealthCheck.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=udp")
@Designate(ocd = UdpConfig.class, factory = true)
public final class UdpSource implements AudioSource, HealthCheck {
    static final String PID = "io.soribit.source.udp";
    private static final int WAIT_MILLIS = 5_000;

    private final UdpConfig config;
    private final Clock wall;
    private final MonotonicClock clock;
    private final Progress progress = new Progress();
    private final String id;
    private final String room;

    @Activate
    public UdpSource(UdpConfig config) {
        this(config, Clock.systemUTC(), MonotonicClock.SYSTEM);
    }

    UdpSource(UdpConfig config, Clock wall, MonotonicClock clock) {
        this.config = config;
        this.wall = wall;
        this.clock = clock;
        SourceName name = SourceName.of("udp", config.id(), config.room());
        id = name.id();
        room = name.room();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    /** Waits some seconds for the first packet. */
    @Override
    public AudioStream open() throws IOException {
        PacketFormat packets = packets();
        String sender = config.sender().strip();
        Sender from = new Sender(sender.isEmpty() ? null : InetAddress.getByName(sender), clock);
        AudioFormat format = new AudioFormat(config.sample__rate(), config.channels());
        DatagramSocket socket = bind();
        try {
            UdpStream stream =
                    new UdpStream(id, format, packets, from, socket, progress(packets), wall);
            stream.awaitAudio(WAIT_MILLIS);
            return stream;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Progress progress(PacketFormat packets) {
        return packets.sessionsGrow() ? progress : new Progress();
    }

    private PacketFormat packets() throws IOException {
        if (config.format().equals("rtp")) {
            return new RtpFormat(new LinearPayload(config.sample__rate(), config.channels()));
        }
        if (config.format().equals("opus")) {
            return new RtpFormat(new OpusPayload(config.sample__rate(), config.channels()));
        }
        RawFormat.checkKey(id, config.key());
        return new RawFormat(config.channels(), config.key());
    }

    @Override
    public String name() {
        return id;
    }

    /** Only what is configured: a running hub uses the port. */
    @Override
    public List<Result> check() {
        try {
            packets();
            return List.of(
                    Result.ok(
                            "source "
                                    + id
                                    + " in room "
                                    + room
                                    + ": UDP port "
                                    + config.port()
                                    + ", format "
                                    + config.format()));
        } catch (IOException e) {
            return List.of(
                    Result.critical(
                            "source " + id + " cannot be used", String.valueOf(e.getMessage())));
        }
    }

    private DatagramSocket bind() throws IOException {
        try {
            return new DatagramSocket(new InetSocketAddress(config.host(), config.port()));
        } catch (SocketException e) {
            throw new IOException(
                    "UDP port "
                            + config.port()
                            + " cannot be used ("
                            + e.getMessage()
                            + "): give each board a port of its own",
                    e);
        }
    }
}
