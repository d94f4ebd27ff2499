// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.score.SoundPicture;
import io.soribit.api.setting.Teaching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records at once, unless it is held: chimes, or what a test wants to be next. */
public final class FakeTeaching implements Teaching {
    private static final int BANDS = 40;
    private final List<Taught> taught = new ArrayList<>();
    private final List<Take> takes = new ArrayList<>();
    private Map<String, String> names;
    private Phase phase = Phase.WAITING;
    private Float floor;
    private Remark refused;
    private int last;

    /** A recording goes on until {@link #release}. */
    public volatile boolean held;

    /** What is wrong with the next take, so that it is not kept. */
    public volatile Remark refusal;

    /** Which alerts each sound would have raised, newest first. */
    public final List<PastEvent> past = new ArrayList<>();

    /** What is wrong with what is learnt next. */
    public volatile Remark problem;

    /** From where on what is learnt counts. */
    public volatile Onset onset;

    /** Whether the hub keeps anything of the last days. */
    public volatile boolean kept = true;

    /** The next take is of another sound. */
    public volatile boolean different;

    public synchronized void release() {
        held = false;
        finish();
    }

    @Override
    public synchronized List<Taught> sounds() {
        return List.copyOf(taught);
    }

    @Override
    public List<String> rooms() {
        return List.of("Hall");
    }

    @Override
    public synchronized Progress progress() {
        boolean unlike = takes.stream().anyMatch(Take::different);
        Remark problem =
                takes.size() < LEAST_TAKES
                        ? new Remark("count", "a sound is learnt from 3 to 10 recordings of it")
                        : unlike ? new Remark("unlike", "a take is unlike the others") : null;
        return names == null
                ? null
                : new Progress(
                        names,
                        "Hall",
                        phase,
                        5,
                        floor,
                        takes.stream().map(this::judged).toList(),
                        refused,
                        problem,
                        problem == null);
    }

    private Take judged(Take take) {
        return new Take(
                take.number(),
                take.room(),
                take.picked(),
                take.loudestDb(),
                take.aboveDb(),
                take.loudness(),
                take.picture(),
                take.remarks(),
                take.heard(),
                takes.size() < 2 ? null : take.different() ? 0.02 : 0.71,
                take.different(),
                takes.size() < LEAST_TAKES ? null : !take.different());
    }

    @Override
    public synchronized void begin(Map<String, String> chosen, String room)
            throws RefusedException {
        if (!room.equals("Hall")) {
            throw new RefusedException("room", "the room " + room + " is not heard");
        }
        if (names != null) {
            throw new RefusedException("busy", "another sound is being taught");
        }
        names = Map.copyOf(chosen);
        takes.clear();
        floor = null;
        refused = null;
        last = 0;
    }

    @Override
    public synchronized void record(boolean quiet) throws RefusedException {
        if (names == null) {
            throw new RefusedException("nothing", "no sound is being taught");
        }
        phase = quiet ? Phase.QUIET : Phase.RECORDING;
        refused = null;
        if (!held) {
            finish();
        }
    }

    private void finish() {
        if (refusal != null) {
            refused = refusal;
            refusal = null;
        } else if (phase == Phase.QUIET) {
            floor = -62.4f;
        } else {
            takes.add(take());
            different = false;
        }
        phase = Phase.WAITING;
    }

    private Take take() {
        last++;
        boolean speech = last % 2 == 0;
        Sound sound =
                new Sound(
                        "speech",
                        Map.of("en", "Speech", "ko", "말소리"),
                        "💬",
                        "#4DD0E1",
                        Urgency.INFO,
                        List.of());
        return new Take(
                last,
                "Hall",
                null,
                -21.3f,
                41.1f,
                loudness(),
                chime(),
                speech ? List.of(new Remark("clipped", "clipped: go further away")) : List.of(),
                speech ? List.of(sound) : List.of(),
                null,
                different,
                null);
    }

    @Override
    public synchronized void pick(String room, Instant start) throws RefusedException {
        if (names == null) {
            throw new RefusedException("nothing", "no sound is being taught");
        }
        if (!room.equals("Hall")) {
            throw new RefusedException("no_window", "nothing is kept of what " + room + " heard");
        }
        last++;
        takes.add(
                new Take(
                        last, room, start, null, null, List.of(), null, List.of(), List.of(), null,
                        false, null));
    }

    private static List<Float> loudness() {
        List<Float> loudness = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int age = i < 25 ? -1 : (i - 25) % 22;
            loudness.add((float) (age < 0 ? -62 + i % 3 : -21 - age * 1.6));
        }
        return loudness;
    }

    private static SoundPicture chime() {
        List<Integer> levels = new ArrayList<>();
        for (int column = 0; column < 62; column++) {
            for (int band = 0; band < BANDS; band++) {
                int age = column < 16 ? -1 : (column - 16) % 14;
                int at = 14 - (column - 16) / 14 * 2;
                boolean tone = age >= 0 && (band == at || band == at + 9);
                levels.add(tone ? Math.max(0, 100 - 3 * age) : 8 + (column + band) % 5);
            }
        }
        return new SoundPicture(
                "Hall",
                "recording",
                Instant.parse("2026-01-01T20:00:00Z"),
                Duration.ofMillis(80),
                BANDS,
                95,
                7_400,
                levels);
    }

    @Override
    public synchronized void drop(int number) throws RefusedException {
        if (!takes.removeIf(t -> t.number() == number)) {
            throw new RefusedException("unknown", "there is no take " + number);
        }
    }

    @Override
    public synchronized String learn(String icon, String colour, String urgency, boolean confirmed)
            throws RefusedException {
        Progress progress = progress();
        if (progress == null || progress.problem() != null) {
            throw new RefusedException("count", "a sound is learnt from 3 to 10 recordings of it");
        }
        String id = "own_" + names.get("en").toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        Urgency chosen = Urgency.valueOf(urgency.toUpperCase(Locale.ROOT));
        taught.add(
                new Taught(
                        new Sound(id, names, icon, colour, chosen, List.of()),
                        takes.size(),
                        takes.size(),
                        past.isEmpty(),
                        problem,
                        onset));
        names = null;
        return id;
    }

    @Override
    public synchronized void cancel() {
        names = null;
    }

    @Override
    public synchronized void remove(String id) throws RefusedException {
        if (!taught.removeIf(t -> t.sound().id().equals(id))) {
            throw new RefusedException("unknown", "there is no taught sound " + id);
        }
    }

    @Override
    public synchronized Price price(String id, int days) throws RefusedException {
        check(id);
        if (days < 1 || days > MOST_DAYS) {
            throw new RefusedException("days", days + " days: 1 to 14 are supported");
        }
        Instant since = kept ? Instant.parse("2026-01-01T12:00:00Z") : null;
        return new Price(kept, days, since, past.size(), past, past.isEmpty() ? 0 : 0.12f);
    }

    private void check(String id) throws RefusedException {
        if (taught.stream().noneMatch(t -> t.sound().id().equals(id))) {
            throw new RefusedException("unknown", "there is no taught sound " + id);
        }
    }

    @Override
    public synchronized void judge(String id, String room, Instant start, boolean confirmed)
            throws RefusedException {
        check(id);
        for (int i = 0; i < past.size(); i++) {
            PastEvent event = past.get(i);
            if (event.room().equals(room) && event.start().equals(start)) {
                past.set(
                        i,
                        new PastEvent(
                                event.room(),
                                event.start(),
                                event.end(),
                                event.score(),
                                confirmed));
                return;
            }
        }
        throw new RefusedException("no_window", "nothing is kept of that time");
    }

    @Override
    public synchronized void listen(String id, boolean on) throws RefusedException {
        check(id);
        taught.replaceAll(
                t ->
                        t.sound().id().equals(id)
                                ? new Taught(
                                        t.sound(), t.takes(), t.found(), on, t.problem(), t.onset())
                                : t);
    }
}
