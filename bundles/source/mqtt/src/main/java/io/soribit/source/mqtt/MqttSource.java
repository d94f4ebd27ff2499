// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.HealthCheck;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RawFormat;
import io.soribit.common.room.RoomTopics;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Audio that comes over the hub's broker; one for each factory configuration. */
@Component(
        name = MqttSource.PID,
        service = {AudioSource.class, HealthCheck.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=mqtt")
@Designate(ocd = MqttSourceConfig.class, factory = true)
public final class MqttSource implements AudioSource, HealthCheck {
    static final String PID = "io.soribit.source.mqtt";
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final int KILO = 1_000;

    private final @Nullable MessageBus bus;
    private final MqttSourceConfig config;
    private final Duration silence;
    private final Clock clock;
    private final MonotonicClock elapsed;
    private final Progress progress = new Progress();
    private final String id;
    private final String room;

    @Activate
    public MqttSource(
            @Nullable
                    @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    MessageBus bus,
            MqttSourceConfig config) {
        this(bus, config, SILENCE, Clock.systemUTC(), MonotonicClock.SYSTEM);
    }

    MqttSource(
            @Nullable MessageBus bus,
            MqttSourceConfig config,
            Duration silence,
            Clock clock,
            MonotonicClock elapsed) {
        this.elapsed = elapsed;
        this.bus = bus;
        this.config = config;
        this.silence = silence;
        this.clock = clock;
        SourceName name = SourceName.of("mqtt", config.id(), config.room());
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

    @Override
    public AudioStream open() throws IOException {
        MessageBus from = bus;
        if (from == null) {
            throw new IOException("this hub has no MQTT: see etc/io.soribit.notify.mqtt.cfg");
        }
        check(config);
        String topic = topic(from.root());
        FlowLimit limit =
                new FlowLimit(
                        (double) KILO * config.kilobytes__per__second(),
                        config.messages__per__second(),
                        elapsed);
        Rejections rejections = new Rejections("source " + id + " in room " + room, topic, clock);
        return new MqttStream(
                from, topic, new FrameQueue(limit), rejections, this::frames, silence, elapsed);
    }

    private Frames frames(Consumer<float[]> out) {
        if (!raw()) {
            return new HermesFrames(out);
        }
        AudioFormat format = new AudioFormat(config.sample__rate(), config.channels());
        return new RawFrames(id, format, config.key(), progress, out);
    }

    private boolean raw() {
        return config.format().equals("raw");
    }

    private String topic(String root) {
        String topic = config.topic().strip();
        if (!topic.isEmpty()) {
            return topic;
        }
        String site = config.site().strip();
        return raw()
                ? root + "/" + RoomTopics.level(room) + "/audio"
                : "hermes/audioServer/" + (site.isEmpty() ? room : site) + "/audioFrame";
    }

    private void check(MqttSourceConfig from) throws IOException {
        if (raw()) {
            RawFormat.checkKey(id, from.key());
        }
        String topic = topic("");
        if (topic.chars().anyMatch(c -> c == '+' || c == '#' || Character.isISOControl(c))) {
            throw new IOException(
                    "'topic' or 'site' of source " + id + " has a wildcard: name one topic");
        }
    }

    @Override
    public String name() {
        return id;
    }

    /** Only what is configured: audio comes while the hub runs. */
    @Override
    public List<Result> check() {
        String what = "source " + id + " in room " + room;
        try {
            check(config);
        } catch (IOException e) {
            return List.of(
                    Result.critical(what + " cannot be used", String.valueOf(e.getMessage())));
        }
        MessageBus from = bus;
        String topic = topic(from == null ? "soribit/HUB" : from.root());
        return List.of(Result.ok(what + ": MQTT topic " + topic + ", format " + config.format()));
    }
}
