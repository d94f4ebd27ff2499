// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.MessageBus;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.SampleQueue;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages on a topic. */
final class MqttStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(MqttStream.class);
    private static final Duration GAP = Duration.ofSeconds(1);

    private final MessageBus bus;
    private final String topic;
    private final FrameQueue queue;
    private final Rejections rejections;
    private final Frames frames;
    private final SampleQueue waiting = new SampleQueue();
    private final MessageBus.Subscription subscription;
    private final Duration silence;
    private final MonotonicClock clock;
    private final AudioFormat format;
    private Duration heard;

    /**
     * Waits for the first audio.
     *
     * @param silence how long to wait for audio, the first and each more
     * @throws IOException if none comes; it is closed then
     */
    MqttStream(
            MessageBus bus,
            String topic,
            FrameQueue queue,
            Rejections rejections,
            Function<Consumer<float[]>, Frames> frames,
            Duration silence,
            MonotonicClock clock)
            throws IOException {
        this.bus = bus;
        this.topic = topic;
        this.queue = queue;
        this.rejections = rejections;
        this.frames = frames.apply(waiting::add);
        this.silence = silence;
        this.clock = clock;
        heard = clock.now();
        subscription = bus.subscribe(topic, this::message);
        format = first();
    }

    /** On the thread of all subscriptions. */
    private void message(String from, byte[] payload, boolean retained) {
        try {
            if (retained) {
                throw new RejectedException(
                        "it was kept by the broker: audio must not be sent as a retained message");
            }
            queue.add(payload);
        } catch (RejectedException e) {
            rejections.add(e);
        }
    }

    private AudioFormat first() throws IOException {
        try {
            await();
            AudioFormat now = frames.format();
            if (now == null) {
                throw new IllegalStateException("audio without a format");
            }
            return now;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void await() throws IOException {
        heard = waiting.isEmpty() ? clock.now() : heard;
        while (waiting.isEmpty()) {
            Duration left = silence.minus(clock.since(heard));
            byte[] message = left.isNegative() ? null : queue.poll(left);
            if (message == null) {
                throw new IOException(nothing());
            }
            try {
                frames.take(message);
            } catch (RejectedException e) {
                rejections.add(e);
            } catch (IOException e) {
                throw new IOException(topic + ": " + e.getMessage(), e);
            }
        }
        Duration gap = clock.since(heard);
        if (gap.compareTo(GAP) > 0) {
            LOG.info("{}: a gap of {} ms", topic, gap.toMillis());
        }
    }

    private String nothing() {
        if (!bus.connected()) {
            return topic + ": no connection to the MQTT broker " + bus.address();
        }
        String why = rejections.last();
        return topic
                + (why.isEmpty()
                        ? ": no message came: see that it is sent to the broker "
                                + bus.address()
                                + " and on this topic"
                        : ": no message was taken: " + why);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        await();
        return waiting.read(samples, offset, length, format.channels());
    }

    @Override
    public long lostPackets() {
        return frames.lost() + queue.dropped();
    }

    @Override
    public void close() {
        subscription.close();
        queue.close();
    }
}
