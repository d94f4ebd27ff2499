// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.api.score.SoundPicture;
import io.soribit.api.setting.Teaching;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.take.Quiet;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sound that is being taught from a room: what was recorded so far, without its audio. */
final class RoomLesson {
    private static final Set<String> SAID_OTHERWISE = Set.of("level", "heard");

    private final Map<String, String> names;
    private final String room;
    private final int seconds;
    private final List<Kept> kept = new ArrayList<>();
    private Teaching.Phase phase = Teaching.Phase.WAITING;
    private @Nullable Quiet quiet;
    private Teaching.@Nullable Remark refused;
    private @Nullable Lesson lesson;
    private Teaching.@Nullable Remark problem;
    private int last;

    /** A take and its picture. */
    private record Kept(int number, Take take, @Nullable SoundPicture picture) {}

    RoomLesson(Map<String, String> names, String room, int seconds) {
        this.names = Map.copyOf(names);
        this.room = room;
        this.seconds = seconds;
        judge();
    }

    Map<String, String> names() {
        return names;
    }

    String room() {
        return room;
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
        checkModel(take.embedding());
        last++;
        kept.add(new Kept(last, take, picture));
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
        Lesson learnt = Lesson.learn(kept.get(0).take().embedding(), features());
        learnt.checkAlike();
        return learnt;
    }

    private void judge() {
        lesson = null;
        problem = null;
        try {
            if (kept.size() > 1) {
                lesson = Lesson.learn(kept.get(0).take().embedding(), features());
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
        float floor = quiet == null ? take.level().quietest() : quiet.floor();
        return new Teaching.Take(
                each.number(),
                room,
                take.level().loudest(),
                take.level().loudest() - floor,
                take.level().loudness(),
                each.picture(),
                take.remarks().stream().filter(r -> !SAID_OTHERWISE.contains(r.code())).toList(),
                take.heard(),
                judged == null ? null : judged.result().alike().get(index),
                sure != null && sure.different(index),
                sure == null ? null : sure.found(index));
    }
}
