// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.decide.Levels;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to one source on a thread of its own, and opens it again whenever it is lost. */
public final class Ear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final long CLOSE_MILLIS = 3_000;
    private static final String NOT_HEARD = "it is not heard";

    /** A source that is back is heard within five seconds. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(3_500);

    private final AudioSource source;
    private final boolean live;
    private final EarListener listener;
    private final Clocks clocks;
    private final Supplier<Duration> quiet;
    private final Pause pause;
    private final Plausibility plausibility = new Plausibility();
    private final Liveness liveness;
    private final ReceptionCounter counter = new ReceptionCounter();
    private final Captures captures = new Captures();
    private final DoubleSupplier random;
    private final Standby standby = new Standby();
    private final AtomicReference<@Nullable AudioStream> closing = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean abandoned;
    private volatile @Nullable AudioStream stream;
    private volatile @Nullable Segment segment;

    /**
     * An ear that is to be started.
     *
     * @param quiet a live source that gives for so long what no living microphone gives counts as
     *     quiet; zero for never
     */
    public Ear(AudioSource source, EarListener listener, Clocks clocks, Supplier<Duration> quiet) {
        this(
                source,
                listener,
                clocks,
                quiet,
                d -> TimeUnit.MILLISECONDS.sleep(d.toMillis()),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    Ear(
            AudioSource source,
            EarListener listener,
            Clocks clocks,
            Supplier<Duration> quiet,
            Pause pause,
            DoubleSupplier random) {
        this.source = source;
        this.listener = listener;
        this.clocks = clocks;
        this.quiet = quiet;
        this.pause = pause;
        this.random = random;
        live = source.live();
        liveness = new Liveness("source " + source.id() + " in room " + source.room());
        thread = new Thread(this::run, "soribit-ear-" + source.id());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public SourceState state() {
        return liveness.state();
    }

    /** What is wrong; empty when all is well. */
    public String message() {
        return liveness.message();
    }

    /** What came from the source so far. */
    public SourceStatus.Reception reception() {
        return counter.reception();
    }

    /** The level of the last 0.5 s; silence where nothing is heard. */
    public float levelDb() {
        Segment current = segment;
        return current == null || !heard() ? Levels.SILENCE : current.blocks().recentDb();
    }

    /** Copies what comes from now on, until the capture has enough; fails if nothing is heard. */
    public void capture(Capture capture) {
        captures.add(capture);
        if (!heard()) {
            captures.fail(NOT_HEARD);
        }
    }

    /** Nobody waits for it any more. */
    public void release(Capture capture) {
        captures.remove(capture);
    }

    /** Whether audio comes from it. */
    public boolean heard() {
        SourceState state = liveness.state();
        return !closed
                && !standby.on()
                && (state == SourceState.LISTENING || state == SourceState.QUIET);
    }

    /** While it stands by, the source is closed and nothing of it is heard. Does not block. */
    public void standBy(boolean on) {
        if (standby.set(on) && on) {
            captures.fail(NOT_HEARD);
            closeStream();
        }
    }

    /**
     * Looks whether audio still comes; a stream that stays without is closed, to be opened again.
     * To be called every second or so.
     */
    public void check() {
        long now = clocks.millis();
        if (liveness.check(now)) {
            captures.fail(NOT_HEARD);
            listener.stalled();
        }
        if (liveness.needsReopening(now)) {
            abandoned = true;
            closeStream();
        }
    }

    /** Asks the thread to end, without waiting. */
    public void stop() {
        closed = true;
        captures.fail(NOT_HEARD);
        closeStream();
        thread.interrupt();
    }

    /** Ends the thread and waits a bounded time for it. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() && thread != Thread.currentThread()) {
            LOG.warn(
                    "thread {} did not end within {} ms: the source does not return from open or"
                            + " read when it is closed",
                    thread.getName(),
                    CLOSE_MILLIS);
        }
    }

    private void run() {
        Backoff backoff = new Backoff(LONGEST_PAUSE, random);
        boolean again = true;
        while (again && !closed) {
            try {
                again = listenOrWait(backoff);
            } catch (InterruptedException e) {
                again = false;
                if (!closed) {
                    LOG.warn("{} was interrupted from outside and ends", thread.getName(), e);
                }
            }
        }
    }

    private boolean listenOrWait(Backoff backoff) throws InterruptedException {
        try {
            if (standby.on()) {
                liveness.standsBy();
                standby.await();
                backoff.reset();
            }
            return listen(backoff);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // also an Error: the room must not stay without audio
            Duration wait = backoff.next();
            liveness.lost(Thrown.readable(e), wait);
            captures.fail(NOT_HEARD);
            pause.await(wait);
            return true;
        }
    }

    /** Opens the source once; returns whether to open it again. */
    private boolean listen(Backoff backoff) throws InterruptedException {
        Segment heard = null;
        Throwable failure = null;
        boolean endless = true;
        abandoned = false;
        liveness.opening(clocks.millis());
        try (AudioStream opened = source.open()) {
            stream = opened;
            heard = new Segment(opened.format(), live, clocks);
            segment = heard;
            liveness.opened(clocks.millis());
            counter.opened(heard);
            listener.opened(heard);
            read(opened, heard);
            if (abandoned) {
                throw new IOException("no audio came any more, so it was closed");
            }
            endless = source.endless();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // foreign code: also an Error
            failure = Thrown.readable(e);
        } finally {
            stream = null;
            if (heard != null) {
                counter.ended();
                heard.end();
                listener.ended(heard);
            }
        }
        return !closed && (standby.on() || again(heard, failure, endless, backoff));
    }

    private void read(AudioStream opened, Segment heard) throws IOException, InterruptedException {
        AudioFormat format = opened.format();
        int frames = format.sampleRate() / (live ? 50 : 4);
        float[] interleaved = new float[frames * format.channels()];
        float[] mono = new float[frames];
        MonoInput input = new MonoInput(format);
        RateMonitor rate = new RateMonitor(format.sampleRate(), clocks.millis());
        while (!closed && !standby.on()) {
            int count = opened.read(interleaved, 0, interleaved.length);
            if (count < 0) {
                return;
            }
            if (count == 0 || count > interleaved.length || count % format.channels() != 0) {
                throw new IOException(
                        "read returned "
                                + count
                                + " samples, no whole number of frames: its fault");
            }
            long lost = opened.lostPackets();
            counter.lost(lost);
            plausibility.addRaw(interleaved, count, format);
            int mixed = input.take(interleaved, count, mono);
            updateLiveness(
                    mono, mixed, format.sampleRate(), rate.arrived(mixed, lost, clocks.millis()));
            captures.take(mono, mixed, format.sampleRate());
            append(heard, mono, mixed);
            listener.advanced(heard);
        }
    }

    private void updateLiveness(
            float[] mono, int count, int sampleRate, @Nullable String wrongRate) {
        Duration most = quiet.get();
        plausibility.addMono(mono, count, sampleRate, most);
        String problem = live ? plausibility.problem(most) : null;
        if (problem != null) {
            liveness.quiet(clocks.millis(), most, problem);
        } else if (live && wrongRate != null) {
            liveness.wrong(clocks.millis(), wrongRate);
        } else {
            liveness.heard(clocks.millis());
        }
    }

    private void append(Segment heard, float[] mono, int count) throws InterruptedException {
        if (live) {
            heard.append(mono, count);
        } else {
            liveness.closed(); // it may have to wait for the scoring, which is no stall
            heard.append(mono, count);
            liveness.opened(clocks.millis());
        }
    }

    private boolean again(
            @Nullable Segment heard, @Nullable Throwable failure, boolean endless, Backoff backoff)
            throws InterruptedException {
        long samples = heard == null ? 0 : heard.ring().written();
        if (heard != null && samples >= heard.sampleRate()) {
            backoff.reset();
        }
        liveness.closed();
        if (failure == null && (!live || !endless) && heard != null) {
            heard.awaitScored();
        }
        if (failure == null && !endless) {
            liveness.ended();
            captures.fail(NOT_HEARD);
            return false;
        }
        if (failure != null || samples == 0) {
            Duration wait = backoff.next();
            liveness.lost(failure == null ? new IOException("its stream is empty") : failure, wait);
            captures.fail(NOT_HEARD);
            pause.await(wait);
        }
        if (!live && heard != null) {
            heard.awaitScored();
        }
        return true;
    }

    /** On a thread of its own, since a stream is foreign code that may not return. */
    private void closeStream() {
        AudioStream open = stream;
        if (open != null && closing.compareAndSet(null, open)) {
            Thread closer = new Thread(() -> close(open), thread.getName() + "-close");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private void close(AudioStream open) {
        try {
            open.close();
        } catch (Throwable e) { // foreign code: also an Error
            LOG.warn(
                    "{}: its stream cannot be closed; going on",
                    thread.getName(),
                    Thrown.readable(e));
        } finally {
            closing.set(null);
        }
    }
}
