// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.Ontology;
import io.soribit.api.Rooms;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.score.TaughtSound;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.house.Report;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.engine.window.HopWidening;
import io.soribit.engine.window.Lateness;
import io.soribit.engine.window.WindowCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detectors, and the ears that they score. Thread-safe. */
public final class Scorer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);
    private static final Duration OVERLOADED = Duration.ofSeconds(10);

    private final Executor pool;
    private final Ontology ontology;
    private final Clocks clocks;
    private final Consumer<Report> reports;
    private final @Nullable EvidenceSink evidence;
    private final Set<EarScorer> ears = ConcurrentHashMap.newKeySet();
    private final Map<String, RoomSlots> rooms = new HashMap<>();
    private final List<DetectorSlot> others = new ArrayList<>();
    private final HopWidening widening = new HopWidening();
    private Lateness lateness = new Lateness();
    private long scoredBefore;
    private long lateBefore;
    private volatile @Nullable Duration wideSince;
    private volatile ActiveModels active = ActiveModels.NONE;
    private volatile ScoringSettings settings;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final Queue<TaughtSound> blocking = new ConcurrentLinkedQueue<>();
    private final Set<InstalledDetector> blockedModels = ConcurrentHashMap.newKeySet();
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
            Clocks clocks,
            Consumer<Report> reports) {
        this(settings, pool, ontology, clocks, reports, null);
    }

    /**
     * @param pool runs the scoring
     * @param reports receives what is heard, from several threads; must not block
     * @param evidence receives what alerts rest on, likewise; null if nobody wants it
     */
    public Scorer(
            ScoringSettings settings,
            Executor pool,
            Ontology ontology,
            Clocks clocks,
            Consumer<Report> reports,
            @Nullable EvidenceSink evidence) {
        this.settings = settings;
        this.pool = pool;
        this.ontology = ontology;
        this.clocks = clocks;
        this.reports = reports;
        this.evidence = evidence;
    }

    /** Makes what scores the audio of one source. */
    public synchronized EarScorer attach(String room, boolean live) {
        LaneContext context =
                new LaneContext(
                        room,
                        () -> settings,
                        () -> stride,
                        new WindowCounters(),
                        ontology,
                        clocks,
                        reports,
                        evidence);
        RoomSlots slots = rooms.computeIfAbsent(room, r -> new RoomSlots(active.of(r), others));
        EarScorer ear = new EarScorer(this, context, slots, live);
        ears.add(ear);
        return ear;
    }

    /** Changes how audio is scored, from each ear's next window on. */
    public void configure(ScoringSettings next) {
        settings = next;
        ears.forEach(EarScorer::poke);
    }

    /** One that cannot say who it is is not used. */
    public void addDetector(Detector detector) {
        try {
            add(new InstalledDetector(detector));
        } catch (Throwable e) { // foreign code: also an Error
            LOG.error(
                    "detector {} cannot be used",
                    detector.getClass().getName(),
                    Thrown.readable(e));
        }
    }

    private synchronized void add(InstalledDetector detector) {
        others.add(DetectorSlot.beside(detector));
        spread();
    }

    /** Takes a detector away; returns when none of its sessions is in use. */
    public void removeDetector(Detector detector) {
        List<InstalledDetector> gone = new ArrayList<>();
        synchronized (this) {
            for (DetectorSlot slot : List.copyOf(others)) {
                InstalledDetector installed = slot.current();
                if (installed != null && installed.detector() == detector) {
                    others.remove(slot);
                    slot.install(null);
                    gone.add(installed);
                }
            }
            spread();
        }
        gone.forEach(InstalledDetector::retire);
    }

    /** Activates models; returns when no session of those before is in use. */
    public void install(ActiveModels next) {
        Set<InstalledDetector> gone;
        synchronized (this) {
            gone = active.all();
            gone.removeAll(next.all());
            active = next;
            lateness = new Lateness(); // other models cost something else
            spread();
        }
        gone.forEach(InstalledDetector::retire);
    }

    private void spread() {
        rooms.forEach((room, slots) -> slots.install(active.of(room), others));
        ears.forEach(EarScorer::poke);
    }

    public ActiveModels activeModels() {
        return active;
    }

    /** Ears that hear live audio. */
    public int live() {
        return (int) ears.stream().filter(EarScorer::live).count();
    }

    /** The monotonic time. */
    public Duration now() {
        return clocks.now();
    }

    public Duration hop() {
        return settings.hop();
    }

    /**
     * What a model needs to score beside the active one.
     *
     * @param room where it is to become active; null for every room that has no model of its own
     */
    public ShadowScene shadowScene(@Nullable String room) {
        ActiveModels now = active;
        List<InstalledDetector> current = now.of(room == null ? Rooms.HOUSE : room);
        List<Segment> segments = new ArrayList<>();
        double elsewhere = 0;
        for (EarScorer ear : ears) {
            Segment segment = ear.segment();
            boolean here =
                    room == null ? !now.rooms().containsKey(ear.room()) : ear.room().equals(room);
            if (here && segment != null) {
                segments.add(segment);
            } else if (!here && ear.live()) {
                for (InstalledDetector detector : now.of(ear.room())) {
                    elsewhere += detector.times().windowNanos();
                }
            }
        }
        return new ShadowScene(
                current.isEmpty() ? null : current.get(0),
                segments,
                elsewhere,
                settings.hop(),
                ontology);
    }

    /** What labels mean. */
    public Ontology ontology() {
        return ontology;
    }

    /** The detectors beside the models. */
    public synchronized List<InstalledDetector> others() {
        return others.stream().map(DetectorSlot::current).filter(Objects::nonNull).toList();
    }

    /**
     * Widens or narrows the hop by what a window costs, and by how many are late. To be called
     * every second or so.
     */
    public synchronized void balance(int threads) {
        int live = 0;
        double fixed = 0;
        double scoring = 0;
        long scored = 0;
        long late = 0;
        for (EarScorer ear : ears) {
            if (ear.live()) {
                live++;
                SourceStatus.Windows windows = ear.windows();
                scored += windows.scored();
                late += windows.late();
                for (InstalledDetector detector : active.of(ear.room())) {
                    fixed += detector.times().fixedNanos();
                    scoring += detector.times().scoringNanos();
                }
            }
        }
        long hop = settings.hop().toNanos();
        double load = (fixed + scoring / stride) / ((double) threads * hop);
        double share = (double) (late - lateBefore) / Math.max(1, scored - scoredBefore);
        scoredBefore = scored;
        lateBefore = late;
        int all = Math.max(1, live);
        int needed =
                Math.max(
                        widening.update(fixed / all, scoring / all, live, threads, hop),
                        lateness.update(share, load, stride, clocks.nanos().getAsLong()));
        if (stride == 1 && needed > 1) {
            LOG.warn(
                    "overload: {} live sources, a window costs {} us, {} % of the last ones were"
                            + " late: every {}. window is scored; choose a faster model or fewer"
                            + " sources",
                    live,
                    Math.round((fixed + scoring) / live / 1e3),
                    Math.round(100 * Math.max(0, share)),
                    needed);
        } else if (stride > 1 && needed == 1) {
            LOG.info("overload has ended: each window is scored again");
        }
        stride = needed;
        if (needed == 1) {
            wideSince = null;
        } else if (wideSince == null) {
            wideSince = clocks.now();
        }
    }

    /** Whether windows have been left out for ten seconds or more. */
    public boolean isOverloaded() {
        Duration since = wideSince;
        return since != null && clocks.now().minus(since).compareTo(OVERLOADED) >= 0;
    }

    /** Leaves detectors behind that do not return. To be called twice a second. */
    public void check() {
        ears.forEach(EarScorer::check);
    }

    /** The next taught sound that did not return since the last call; null if there is none. */
    public @Nullable TaughtSound takeBlocking() {
        return blocking.poll();
    }

    /** A taught sound does not return: no window waits for it any more. */
    void leaveOut(TaughtSound sound) {
        ScoringSettings now = settings;
        settings = now.with(now.taught().stream().filter(taught -> taught != sound).toList());
        blocking.add(sound);
    }

    /** A model does not return, and no room is to wait for it. */
    void modelBlocks(InstalledDetector model) {
        blockedModels.add(model);
    }

    /** The models that did not return since the last call. */
    public Set<InstalledDetector> takeBlockedModels() {
        Set<InstalledDetector> taken = Set.copyOf(blockedModels);
        blockedModels.removeAll(taken);
        return taken;
    }

    /** Threads of the pool whose detector has not returned since they were left behind. */
    public int blocked() {
        return leftBehind.get();
    }

    void leftBehind(int more) {
        leftBehind.addAndGet(more);
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
        List<InstalledDetector> beside = others();
        others.clear();
        install(ActiveModels.NONE);
        beside.forEach(InstalledDetector::retire);
    }
}
