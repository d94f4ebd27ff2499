// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.Ontology;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.house.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detectors, and the ears that they score. Thread-safe. */
public final class Scorer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

    private final Executor pool;
    private final Ontology ontology;
    private final Clock clock;
    private final Consumer<Report> reports;
    private final DetectorSlot modelSlot = new DetectorSlot(true);
    private final Set<EarScorer> ears = ConcurrentHashMap.newKeySet();
    private final HopWidening widening = new HopWidening();
    private volatile DetectorSlot[] slots = {modelSlot};
    private volatile ScoringSettings settings;
    private volatile int stride = 1;
    private volatile boolean closed;

    /**
     * @param pool runs the scoring
     * @param reports receives what is heard, from several threads; must not block
     */
    public Scorer(
            ScoringSettings settings,
            Executor pool,
            Ontology ontology,
            Clock clock,
            Consumer<Report> reports) {
        this.settings = settings;
        this.pool = pool;
        this.ontology = ontology;
        this.clock = clock;
        this.reports = reports;
    }

    /** Makes what scores the audio of one source. */
    public EarScorer attach(String room, boolean live) {
        LaneContext context =
                new LaneContext(
                        room,
                        () -> settings,
                        () -> stride,
                        new WindowCounters(),
                        ontology,
                        clock,
                        reports);
        EarScorer ear = new EarScorer(this, context, live);
        ears.add(ear);
        return ear;
    }

    /** Changes how audio is scored, from each ear's next window on. */
    public void configure(ScoringSettings next) {
        settings = next;
        pokeAll();
    }

    public synchronized void addDetector(Detector detector) {
        DetectorSlot slot = new DetectorSlot(false);
        slot.install(new InstalledDetector(detector));
        DetectorSlot[] next = Arrays.copyOf(slots, slots.length + 1);
        next[slots.length] = slot;
        slots = next;
        pokeAll();
    }

    /** Takes a detector away; returns when none of its sessions is in use. */
    public synchronized void removeDetector(Detector detector) {
        for (DetectorSlot slot : slots) {
            InstalledDetector installed = slot.current();
            if (slot != modelSlot && installed != null && installed.detector() == detector) {
                slots = Arrays.stream(slots).filter(s -> s != slot).toArray(DetectorSlot[]::new);
                slot.install(null);
                pokeAll();
                installed.retire();
            }
        }
    }

    /** Puts a model in charge; returns when none of the sessions of the one before is in use. */
    synchronized void install(@Nullable InstalledDetector next) {
        InstalledDetector before = modelSlot.current();
        modelSlot.install(next);
        pokeAll();
        if (before != null) {
            before.retire();
        }
    }

    @Nullable InstalledDetector installed() {
        return modelSlot.current();
    }

    /** Ears that hear live audio. */
    int live() {
        return (int) ears.stream().filter(EarScorer::live).count();
    }

    Duration hop() {
        return settings.hop();
    }

    /** What each ear hears now. */
    List<Segment> segments() {
        return ears.stream().map(EarScorer::segment).filter(Objects::nonNull).toList();
    }

    ShadowRun shadow(InstalledDetector next) {
        return new ShadowRun(next, modelSlot.current(), settings.hop(), ontology);
    }

    /** The detectors beside the model. */
    List<InstalledDetector> others() {
        List<InstalledDetector> others = new ArrayList<>();
        for (DetectorSlot slot : slots) {
            InstalledDetector installed = slot.current();
            if (slot != modelSlot && installed != null) {
                others.add(installed);
            }
        }
        return others;
    }

    boolean hasModel() {
        return modelSlot.current() != null;
    }

    DetectorSlot[] slots() {
        return slots;
    }

    /** Widens or narrows the hop by what a window costs. To be called every second or so. */
    public synchronized void balance(StageTimes times, int threads) {
        int live = live();
        int before = stride;
        stride =
                widening.update(
                        times.fixedNanos(),
                        times.scoringNanos(),
                        live,
                        threads,
                        settings.hop().toNanos());
        if (before == 1 && stride > 1) {
            LOG.warn(
                    "overload: {} live sources, a window costs {} us: every {}. window is scored;"
                            + " choose a faster model or fewer sources",
                    live,
                    Math.round((times.fixedNanos() + times.scoringNanos()) / 1e3),
                    stride);
        } else if (before > 1 && stride == 1) {
            LOG.info("overload is over: each window is scored again");
        }
    }

    void forget(EarScorer ear) {
        ears.remove(ear);
    }

    void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            if (!closed) {
                LOG.error("the scoring pool takes no work: restart the engine bundle", e);
            }
        }
    }

    /** No more work is given to the pool. */
    public void stop() {
        closed = true;
    }

    /** Ends what is active and frees all sessions. Only when no thread of the pool is left. */
    @Override
    public synchronized void close() {
        stop();
        ears.forEach(EarScorer::close);
        ears.clear();
        for (DetectorSlot slot : slots) {
            InstalledDetector installed = slot.current();
            slot.install(null);
            if (installed != null) {
                installed.retire();
            }
        }
        slots = new DetectorSlot[] {modelSlot};
    }

    private void pokeAll() {
        ears.forEach(EarScorer::poke);
    }
}
