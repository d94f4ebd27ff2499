// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching;
import io.soribit.api.source.RoomRecorder;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.TakeAnalyzer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Teaches one sound at a time from what a room records. Thread-safe. */
final class RoomTeaching implements Teaching {
    private static final Logger LOG = LoggerFactory.getLogger(RoomTeaching.class);
    private static final Duration LENGTH = Duration.ofSeconds(5);

    /** What nobody goes on with is dropped. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    /** Some emoji are made of several. */
    private static final int LONGEST_ICON = 10;

    private final School school;
    private final TakeAnalyzer analyzer;
    private final RoomRecorder recorder;
    private final Executor worker;
    private final MonotonicClock clock;
    private @Nullable RoomLesson lesson;
    private Duration changed;

    /**
     * @param worker records and analyses, one task after another
     */
    RoomTeaching(
            School school,
            TakeAnalyzer analyzer,
            RoomRecorder recorder,
            Executor worker,
            MonotonicClock clock) {
        this.school = school;
        this.analyzer = analyzer;
        this.recorder = recorder;
        this.worker = worker;
        this.clock = clock;
        changed = clock.now();
    }

    @Override
    public List<Taught> sounds() throws IOException {
        return school.all(problem -> LOG.debug("not listed: {}", problem)).stream()
                .map(own -> new Taught(own.sound(), own.takes().size()))
                .toList();
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
        if (!names.containsKey("en")) {
            throw new RefusedException("name", "the sound has no name: give it one");
        }
        school.checkNames(names.values());
        if (!recorder.rooms().contains(room)) {
            throw new RefusedException(
                    "room", "the room " + room + " is not heard: " + rooms() + " can record");
        }
        synchronized (this) {
            if (current() != null) {
                throw new RefusedException(
                        "busy", "another sound is being taught: go on with it, or end that first");
            }
            lesson = new RoomLesson(names, room, (int) LENGTH.toSeconds());
            changed = clock.now();
        }
    }

    @Override
    public synchronized void record(boolean quiet) throws RefusedException {
        RoomLesson current = waiting();
        if (!quiet && current.takes() == MOST_TAKES) {
            throw new RefusedException(
                    "enough", "there are " + MOST_TAKES + " takes: drop one before the next");
        }
        current.begin(quiet ? Phase.QUIET : Phase.RECORDING);
        worker.execute(() -> run(current, quiet));
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
    public synchronized String learn(String icon, String colour, String urgency, boolean confirmed)
            throws RefusedException, IOException {
        RoomLesson current = waiting();
        if (icon.isBlank() || icon.codePointCount(0, icon.length()) > LONGEST_ICON) {
            throw new RefusedException("icon", "the icon '" + icon + "' is not one emoji");
        }
        Sound sound;
        try {
            String name = String.valueOf(current.names().get("en"));
            sound =
                    new Sound(
                            Naming.idOf(name),
                            current.names(),
                            icon,
                            colour,
                            Naming.urgency(urgency, confirmed),
                            List.of());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("sound", String.valueOf(e.getMessage()));
        }
        school.checkNames(current.names().values());
        school.keep(sound, current.lesson(), words -> LOG.info("{}", words));
        lesson = null;
        return sound.id();
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
            throw new RefusedException("recording", "a recording is under way: wait for its end");
        }
        changed = clock.now();
        return current;
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
