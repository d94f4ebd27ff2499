// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching;
import io.soribit.api.source.RoomRecorder;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.take.PastTakes;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.TakeAnalyzer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Teaches one sound at a time from what a room records. Thread-safe. */
final class RoomTeaching implements Teaching {
    private static final Logger LOG = LoggerFactory.getLogger(RoomTeaching.class);
    private static final Duration LENGTH = Duration.ofSeconds(5);

    /** What nobody goes on with is dropped. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final School school;
    private final TakeAnalyzer analyzer;
    private final RoomRecorder recorder;
    private final Executor worker;
    private final PastTakes past;
    private final MonotonicClock clock;
    private final Clock wall;
    private @Nullable RoomLesson lesson;
    private Duration changed;

    /** Also one for a sound that is not taught any more. */
    private boolean recording;

    /**
     * @param worker records and analyses, one task after another
     */
    RoomTeaching(
            School school,
            TakeAnalyzer analyzer,
            RoomRecorder recorder,
            Executor worker,
            PastTakes past,
            MonotonicClock clock,
            Clock wall) {
        this.school = school;
        this.analyzer = analyzer;
        this.recorder = recorder;
        this.worker = worker;
        this.past = past;
        this.clock = clock;
        this.wall = wall;
        changed = clock.now();
    }

    @Override
    public List<Taught> sounds() throws IOException {
        List<Taught> sounds = new ArrayList<>();
        for (OwnSound own : school.all(problem -> LOG.debug("not listed: {}", problem))) {
            sounds.add(taught(own));
        }
        return sounds;
    }

    private Taught taught(OwnSound own) throws IOException {
        OwnSound.Tuned tuned = own.tuned();
        return new Taught(
                own.sound(),
                own.takes().size(),
                own.found(),
                own.on(),
                school.problem(own),
                tuned == null ? null : new Onset(tuned.share(), tuned.hours()));
    }

    @Override
    public List<String> rooms() {
        return List.copyOf(recorder.rooms());
    }

    @Override
    public synchronized @Nullable Progress progress() {
        RoomLesson current = current();
        return current == null ? null : current.progress();
    }

    @Override
    public void begin(Map<String, String> names, String room) throws RefusedException, IOException {
        String name = names.get("en");
        if (name == null) {
            throw new RefusedException("name", "the sound has no name: give it one");
        }
        school.checkNew(names.values(), Naming.idOf(name));
        if (!recorder.rooms().contains(room)) {
            throw new RefusedException(
                    "room", "the room " + room + " is not heard: " + rooms() + " can record");
        }
        school.checkRoom(room);
        synchronized (this) {
            if (current() != null) {
                throw new RefusedException(
                        "busy", "another sound is being taught: go on with it, or end that first");
            }
            lesson = new RoomLesson(names, room, (int) LENGTH.toSeconds(), wall.instant());
            changed = clock.now();
        }
    }

    @Override
    public synchronized void record(boolean quiet) throws RefusedException {
        RoomLesson current = waiting();
        if (!quiet) {
            checkSpace(current);
        }
        if (recording) {
            throw underWay();
        }
        recording = true;
        current.begin(quiet ? Phase.QUIET : Phase.RECORDING);
        worker.execute(() -> run(current, quiet));
    }

    @Override
    public void pick(String room, Instant start) throws RefusedException, IOException {
        RoomLesson current;
        synchronized (this) {
            current = waiting();
            checkSpace(current);
        }
        var take = past.take(room, start); // reads from the disk: not under the lock
        synchronized (this) {
            if (!current.equals(waiting())) {
                throw ended();
            }
            checkSpace(current);
            current.pick(take, room, start);
        }
    }

    private static RefusedException ended() {
        return new RefusedException("nothing", "that sound is not being taught any more");
    }

    private static void checkSpace(RoomLesson current) throws RefusedException {
        if (current.takes() == MOST_TAKES) {
            throw new RefusedException(
                    "enough", "there are " + MOST_TAKES + " takes: drop one before the next");
        }
    }

    private void run(RoomLesson current, boolean quiet) {
        Remark failure = new Remark("failed", "it was not recorded: the hub's log says why");
        try {
            Step step = recorded(current, quiet);
            synchronized (this) {
                step.take();
                failure = null;
            }
        } catch (Teaching.RefusedException e) {
            failure = new Remark(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failure = new Remark("broken_off", String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            failure = new Remark("model", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new Remark("broken_off", "the hub ends");
        } finally {
            synchronized (this) {
                if (failure != null) {
                    current.refuse(failure);
                }
                current.phase(Phase.WAITING);
                recording = false;
                changed = clock.now();
            }
        }
    }

    /** What becomes of a recording. */
    private interface Step {
        void take() throws RefusedException;
    }

    /** The audio is let go of when this returns. */
    private Step recorded(RoomLesson current, boolean quiet)
            throws IOException, ModelException, InterruptedException, RefusedException {
        RoomRecorder.Recording recording = recorder.record(current.room(), LENGTH);
        String name;
        synchronized (this) {
            current.phase(Phase.ANALYSING);
            name = current.nextName();
        }
        if (quiet) {
            var room = analyzer.quiet(recording.samples(), recording.sampleRate());
            return () -> current.set(room);
        }
        var take = analyzer.hear(name, recording.samples(), recording.sampleRate());
        var picture = recording.picture();
        return () -> current.add(take, picture);
    }

    @Override
    public synchronized void drop(int number) throws RefusedException {
        if (!waiting().drop(number)) {
            throw new RefusedException("unknown", "there is no take " + number);
        }
    }

    @Override
    public String learn(String icon, String colour, String urgency, boolean confirmed)
            throws RefusedException, IOException {
        RoomLesson current;
        Sound sound;
        Lesson learnt;
        List<Inputs> inputs;
        synchronized (this) {
            current = waiting();
            sound = sound(current.names(), icon, colour, urgency, confirmed);
            school.checkNew(sound.names().values(), sound.id());
            learnt = current.lesson();
            inputs = current.inputs();
            current.phase(Phase.ANALYSING);
        }
        try { // Not under the lock: its price is read from the disk.
            OwnSound.Span recorded = new OwnSound.Span(current.begun(), wall.instant());
            Consumer<String> words = line -> LOG.info("{}", line);
            OwnSound own = school.learnt(sound, learnt, recorded, false, words);
            synchronized (this) { // What is cancelled before is not kept, what is kept is over.
                if (!current.equals(lesson)) {
                    throw ended();
                }
                school.add(own, learnt, inputs, words);
                lesson = null;
            }
        } finally {
            synchronized (this) {
                current.phase(Phase.WAITING);
                changed = clock.now();
            }
        }
        return sound.id();
    }

    private static Sound sound(
            Map<String, String> names,
            String icon,
            String colour,
            String urgency,
            boolean confirmed)
            throws RefusedException {
        try {
            return new Sound(
                    Naming.idOf(String.valueOf(names.get("en"))),
                    names,
                    Naming.icon(icon),
                    colour,
                    Naming.urgency(urgency, confirmed),
                    List.of());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("sound", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Price price(String id, int days) throws RefusedException, IOException {
        return school.price(id, days);
    }

    @Override
    public void judge(String id, String room, Instant start, boolean confirmed)
            throws RefusedException, IOException {
        school.judge(id, room, start, confirmed, words -> LOG.info("{}", words));
    }

    @Override
    public void listen(String id, boolean on) throws RefusedException, IOException {
        school.listen(id, on);
    }

    @Override
    public synchronized void cancel() {
        lesson = null;
    }

    @Override
    public void remove(String id) throws RefusedException, IOException {
        school.remove(id);
    }

    /** The lesson that a person goes on with. */
    private RoomLesson waiting() throws RefusedException {
        RoomLesson current = current();
        if (current == null) {
            throw new RefusedException("nothing", "no sound is being taught: begin with its name");
        }
        if (current.phase() != Phase.WAITING) {
            throw underWay();
        }
        changed = clock.now();
        return current;
    }

    private static RefusedException underWay() {
        return new RefusedException("recording", "a recording is under way: wait for its end");
    }

    private @Nullable RoomLesson current() {
        RoomLesson current = lesson;
        if (current != null
                && current.phase() == Phase.WAITING
                && clock.since(changed).compareTo(FORGOTTEN) > 0) {
            lesson = null;
        }
        return lesson;
    }
}
