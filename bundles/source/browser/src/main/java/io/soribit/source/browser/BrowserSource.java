// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.source.LentMicrophones.Receipt;
import io.soribit.common.frame.Packet;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.log.LogThrottle;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The microphone of a phone or tablet; one for each factory configuration. Thread-safe. */
@Component(
        name = BrowserSource.PID,
        service = {AudioSource.class, HealthCheck.class, BrowserSource.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=browser")
@Designate(ocd = BrowserConfig.class, factory = true)
public final class BrowserSource implements AudioSource, HealthCheck {
    static final String PID = "io.soribit.source.browser";
    private static final Logger LOG = LoggerFactory.getLogger(BrowserSource.class);
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** A window that was silent for so long may be followed by one that began before it. */
    static final Duration TAKEOVER = Duration.ofSeconds(10);

    private final String id;
    private final String room;
    private final String device;
    private final Duration silence;
    private final MonotonicClock clock;
    private final LogThrottle throttle = new LogThrottle();
    private final BrowserFormat format = new BrowserFormat();
    private final Progress progress = new Progress();
    private @Nullable PacketQueue open;
    private @Nullable Duration heard;
    private long session;
    private boolean lent = true;

    @Activate
    public BrowserSource(BrowserConfig config) {
        this(config, SILENCE, MonotonicClock.SYSTEM);
    }

    BrowserSource(BrowserConfig config, Duration silence, MonotonicClock clock) {
        SourceName name = SourceName.of("browser", config.id(), config.room());
        id = name.id();
        room = name.room();
        device = config.device().strip();
        this.silence = silence;
        this.clock = clock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    /** Whose microphone it is; empty for the hub's own machine. */
    String device() {
        return device;
    }

    /** Takes it back, or lends it again: without it, no audio is taken, and what waits is lost. */
    synchronized void lend(boolean now) {
        lent = now;
        PacketQueue queue = open;
        if (!now && queue != null) {
            queue.close();
        }
    }

    /** Takes audio; what comes while nobody listens is lost. */
    synchronized Receipt take(byte[] bytes) {
        if (!lent) {
            return Receipt.NOT_LENT;
        }
        Packet packet;
        try {
            packet = format.read(ByteBuffer.wrap(bytes));
        } catch (RejectedException e) {
            if (throttle.isDue(Clock.systemUTC().instant())) {
                LOG.warn("source {}: ignoring a packet: {}", id, e.getMessage());
            }
            return Receipt.MALFORMED;
        }
        Duration last = heard;
        if (last != null
                && packet.session() < session
                && clock.since(last).compareTo(TAKEOVER) < 0) {
            return Receipt.ELSEWHERE;
        }
        session = packet.session();
        heard = clock.now();
        if (open != null) {
            open.add(new PacketQueue.Audio(BrowserFormat.rate(bytes), packet));
        }
        return Receipt.TAKEN;
    }

    /** Waits some seconds for the first packet. */
    @Override
    public AudioStream open() throws IOException {
        PacketQueue queue = new PacketQueue();
        synchronized (this) {
            if (!lent) {
                throw new IOException(whose() + " no longer lends its microphone");
            }
            open = queue;
        }
        return new BrowserStream(id, nothing(), queue, progress, silence, () -> closed(queue));
    }

    private synchronized void closed(PacketQueue queue) {
        if (queue.equals(open)) {
            open = null;
        }
    }

    private String whose() {
        return device.isEmpty()
                ? "the browser on the hub's machine"
                : "the device '" + device + "'";
    }

    private String nothing() {
        return whose()
                + " sends no sound: open the page on it, keep its screen on and the page in front,"
                + " and see that it is in this network and charged";
    }

    @Override
    public String name() {
        return id;
    }

    /** Only what is configured: audio comes while the hub runs. */
    @Override
    public List<Result> check() {
        return List.of(
                Result.ok("source " + id + " in room " + room + ": microphone of " + whose()));
    }
}
