// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.api.score.SoundPicture;
import io.soribit.api.setting.Teaching;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.take.PastTakes;
import io.soribit.teach.take.Quiet;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.Take;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sound that is being taught from a room: what was recorded so far, without its audio. */
final class RoomLesson {
    private static final Set<String> SAID_OTHERWISE = Set.of("level", "heard");

    private final Map<String, String> names;
    private final String room;
    private final int seconds;
    private final Instant begun;
    private final List<Kept> kept = new ArrayList<>();
    private Teaching.Phase phase = Teaching.Phase.WAITING;
    private @Nullable Quiet quiet;
    private Teaching.@Nullable Remark refused;
    private @Nullable Lesson lesson;
    private Teaching.@Nullable Remark problem;
    private int last;

    /**
     * A take.
     *
     * @param room that heard it
     * @param picked when it was heard, of what was not recorded for this
     * @param picture if it was
     */
    private record Kept(
            int number,
            Take take,
            String room,
            @Nullable Instant picked,
            @Nullable SoundPicture picture) {}

    /**
     * @param seconds how long a recording is
     * @param begun when it began, by the wall clock
     */
    RoomLesson(Map<String, String> names, String room, int seconds, Instant begun) {
        this.names = Map.copyOf(names);
        this.room = room;
        this.seconds = seconds;
        this.begun = begun;
        judge();
    }

    Map<String, String> names() {
        return names;
    }

    String room() {
        return room;
    }

    Instant begun() {
        return begun;
    }

    Teaching.Phase phase() {
        return phase;
    }

    void phase(Teaching.Phase next) {
        phase = next;
    }

    int takes() {
        return kept.size();
    }

    /** The name of the next take, for messages. */
    String nextName() {
        return "take " + (last + 1);
    }

    void begin(Teaching.Phase next) {
        phase = next;
        refused = null;
    }

    void refuse(Teaching.Remark why) {
        refused = why;
    }

    void add(Take take, @Nullable SoundPicture picture) throws RefusedException {
        add(take, room, null, picture);
    }

    /** Adds what a room heard in the last days. */
    void pick(Take take, String heardIn, Instant at) throws RefusedException {
        boolean twice = kept.stream().anyMatch(k -> overlaps(k, heardIn, at));
        if (twice) {
            throw new RefusedException("twice", take.name() + " is in a take already");
        }
        add(take, heardIn, at, null);
    }

    private static boolean overlaps(Kept kept, String heardIn, Instant at) {
        Instant picked = kept.picked();
        return picked != null
                && kept.room().equals(heardIn)
                && Duration.between(picked, at).abs().compareTo(PastTakes.LENGTH) < 0;
    }

    private void add(
            Take take, String heardIn, @Nullable Instant at, @Nullable SoundPicture picture)
            throws RefusedException {
        checkModel(take.embedding());
        refused = null;
        last++;
        kept.add(new Kept(last, take, heardIn, at, picture));
        judge();
    }

    void set(Quiet recorded) throws RefusedException {
        checkModel(recorded.embedding());
        quiet = recorded;
        judge();
    }

    private void checkModel(Embedding embedding) throws RefusedException {
        Quiet before = quiet;
        boolean other =
                kept.stream().anyMatch(k -> !k.take().embedding().equals(embedding))
                        || (before != null && !before.embedding().equals(embedding));
        if (other) {
            throw new RefusedException(
                    "other_model",
                    "the model has changed since the first recording: begin again with this sound");
        }
    }

    boolean drop(int number) {
        boolean dropped = kept.removeIf(k -> k.number() == number);
        if (dropped) {
            refused = null;
            judge();
        }
        return dropped;
    }

    /**
     * What is learnt from all takes.
     *
     * @throws RefusedException if they are too few, or not of one sound
     */
    Lesson lesson() throws RefusedException {
        Lesson.checkCount(kept.size());
        Lesson learnt = Lesson.learn(kept.get(0).take().embedding(), features(), List.of());
        learnt.checkAlike();
        return learnt;
    }

    /** What the takes were made of; none if that is not known of all. */
    List<Inputs> inputs() {
        List<Inputs> inputs =
                kept.stream().map(k -> k.take().inputs()).filter(Objects::nonNull).toList();
        return inputs.size() == kept.size() ? inputs : List.of();
    }

    private void judge() {
        lesson = null;
        problem = null;
        try {
            if (kept.size() > 1) {
                lesson = Lesson.learn(kept.get(0).take().embedding(), features(), List.of());
            }
            Lesson.checkCount(kept.size());
            if (lesson != null) {
                lesson.checkAlike();
            }
        } catch (RefusedException e) {
            problem = new Teaching.Remark(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** The quiet room is kept with the first take. */
    private List<OwnSound.Features> features() {
        List<OwnSound.Features> features = new ArrayList<>();
        for (Kept each : kept) {
            Take take = each.take();
            List<float[]> without = new ArrayList<>(take.quiet());
            if (features.isEmpty() && quiet != null) {
                without.addAll(quiet.windows());
            }
            features.add(new OwnSound.Features(take.name(), take.loud(), without));
        }
        return features;
    }

    Teaching.Progress progress() {
        List<Teaching.Take> takes = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            takes.add(take(i));
        }
        return new Teaching.Progress(
                names,
                room,
                phase,
                seconds,
                quiet == null ? null : quiet.floor(),
                takes,
                refused,
                problem,
                lesson != null && problem == null && lesson.good());
    }

    private Teaching.Take take(int index) {
        Kept each = kept.get(index);
        Take take = each.take();
        Lesson judged = lesson;
        // Of two that differ nobody knows which one is another sound.
        Lesson sure = kept.size() < Lesson.LEAST_TAKES ? null : judged;
        Take.Level level = take.level();
        return new Teaching.Take(
                each.number(),
                each.room(),
                each.picked(),
                level == null ? null : level.loudest(),
                level == null ? null : level.loudest() - floor(level),
                level == null ? List.of() : level.loudness(),
                each.picture(),
                take.remarks().stream().filter(r -> !SAID_OTHERWISE.contains(r.code())).toList(),
                take.heard(),
                judged == null ? null : judged.result().alike().get(index),
                sure != null && sure.different(index),
                sure == null ? null : sure.found(index));
    }

    private float floor(Take.Level level) {
        Quiet room = quiet;
        return room == null ? level.quietest() : room.floor();
    }
}
