// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import io.soribit.api.AudioFormat;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packets into order, waiting 60 ms of audio for one that is missing, and conceals what is
 * lost. Refuses what it has had: a packet is never heard twice. Not thread-safe.
 */
public final class Sequencer {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    private final String source;
    private final PacketFormat format;
    private final int channels;
    private final Concealment concealment;
    private final Consumer<float[]> out;
    private final TreeMap<Long, float[]> held = new TreeMap<>();
    private final int sampleRate;
    private final Progress progress;
    private long lost;

    /**
     * Gives samples in order.
     *
     * @param progress how far the sender is known to have come
     * @param out receives them
     */
    public Sequencer(
            String source,
            PacketFormat format,
            AudioFormat audio,
            Progress progress,
            Consumer<float[]> out) {
        this.source = source;
        this.format = format;
        sampleRate = audio.sampleRate();
        channels = audio.channels();
        this.progress = progress;
        this.out = out;
        concealment = new Concealment(sampleRate, channels);
    }

    /** Packets that never came. */
    public long lost() {
        return lost;
    }

    /**
     * Takes a packet.
     *
     * @throws RejectedException if it was there before, or is older than what was heard
     */
    public void take(Packet packet) throws RejectedException {
        if (!progress.begun || packet.session() != progress.session) {
            begin(packet);
        }
        long sequence = extend(packet.sequence());
        if (sequence < progress.next || held.putIfAbsent(sequence, packet.samples()) != null) {
            throw new RejectedException(
                    "it came twice or too late: the network repeats packets, or somebody does");
        }
        drain();
        if (!held.isEmpty() && frames() >= concealment.longest()) {
            skip();
            drain();
        }
    }

    private void begin(Packet packet) throws RejectedException {
        if (progress.begun && format.sessionsGrow() && packet.session() <= progress.session) {
            throw new RejectedException(
                    "its session is over: each start of the board must have a larger one");
        }
        progress.begun = true;
        progress.session = packet.session();
        progress.next = packet.sequence();
        held.clear();
    }

    /** The number without its wrap: the one nearest to what is expected. */
    private long extend(long sequence) {
        long range = 1L << format.sequenceBits();
        long distance = Math.floorMod(sequence - progress.next, range);
        return progress.next + (distance < range / 2 ? distance : distance - range);
    }

    private void drain() {
        float[] samples = held.remove(progress.next);
        while (samples != null) {
            concealment.remember(samples);
            out.accept(samples);
            progress.next++;
            samples = held.remove(progress.next);
        }
    }

    private int frames() {
        return held.values().stream().mapToInt(samples -> samples.length / channels).sum();
    }

    private void skip() {
        long missing = held.firstKey() - progress.next;
        long frames = missing * held.firstEntry().getValue().length / channels;
        lost += missing;
        if (frames > concealment.longest()) {
            LOG.info("source {}: a gap of {} ms", source, frames * 1000 / sampleRate);
        }
        float[] concealed = concealment.conceal((int) Math.min(frames, Integer.MAX_VALUE));
        if (concealed.length > 0) {
            out.accept(concealed);
        }
        progress.next = held.firstKey();
    }
}
