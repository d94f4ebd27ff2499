// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.Price;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.price.PriceText;
import io.soribit.teach.price.Prices;
import io.soribit.teach.relearn.Trunks;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import io.soribit.teach.sound.SoundDocument;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.Take;
import io.soribit.teach.take.TakeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Teaches, imports, exports and removes sounds. Nothing is kept of what fails. Changes of a sound
 * that is there are made one after another.
 */
final class School {
    private final SoundFolder folder;
    private final TakeReader reader;
    private final Ontology ontology;
    private final Supplier<List<Embedding>> trunks;
    private final Prices prices;
    private final Trunks inCharge;
    private final Object adding = new Object();

    /**
     * @param trunks embeddings of the models that there are
     * @param prices which alerts sounds would have raised
     * @param inCharge whether sounds are heard
     */
    School(
            SoundFolder folder,
            TakeReader reader,
            Ontology ontology,
            Supplier<List<Embedding>> trunks,
            Prices prices,
            Trunks inCharge) {
        this.folder = folder;
        this.reader = reader;
        this.ontology = ontology;
        this.trunks = trunks;
        this.prices = prices;
        this.inCharge = inCharge;
    }

    /**
     * Learns a sound from recordings, and keeps it.
     *
     * @param on whether it is listened for whatever alerts it would have raised
     * @param words what is found out meanwhile, line by line
     */
    void teach(Sound sound, List<Path> files, boolean on, Consumer<String> words)
            throws IOException, ModelException, RefusedException {
        checkNew(sound.names().values(), sound.id());
        if (files.size() < Lesson.LEAST_TAKES || files.size() > Lesson.MOST_TAKES) {
            throw new RefusedException(
                    "count",
                    "name "
                            + Lesson.LEAST_TAKES
                            + " to "
                            + Lesson.MOST_TAKES
                            + " recordings of the sound, not "
                            + files.size());
        }
        List<Take> takes = new ArrayList<>();
        for (Path file : files) {
            Take take = reader.read(file);
            words.accept(take.name() + ": " + words(take));
            takes.add(take);
        }
        List<OwnSound.Features> features =
                takes.stream()
                        .map(t -> new OwnSound.Features(t.name(), t.loud(), t.quiet()))
                        .toList();
        Lesson lesson = Lesson.of(takes.get(0).embedding(), features, List.of());
        List<Inputs> inputs = takes.stream().map(Take::inputs).filter(Objects::nonNull).toList();
        keep(
                sound,
                lesson,
                new Origin(inputs.size() == takes.size() ? inputs : List.of(), null),
                on,
                words);
    }

    private static String words(Take take) {
        return take.remarks().stream().map(Remark::message).collect(Collectors.joining("; "));
    }

    /**
     * Refuses what cannot be distinguished from another sound in alerts, would replace one, or
     * would be one too many.
     */
    void checkNew(Collection<String> names, String id) throws IOException, RefusedException {
        if (folder.files().size() >= SoundFolder.MOST) {
            throw new RefusedException(
                    "full",
                    "there are "
                            + SoundFolder.MOST
                            + " taught sounds, and more are not listened for: remove one first");
        }
        Naming.check(names, id, ontology, own());
    }

    /**
     * Keeps what was learnt.
     *
     * @param origin where the takes came from
     * @param on whether it is listened for whatever alerts it would have raised
     * @param words what is found out meanwhile, line by line
     */
    private void keep(Sound sound, Lesson lesson, Origin origin, boolean on, Consumer<String> words)
            throws IOException, RefusedException {
        add(learnt(sound, lesson, origin.recorded(), on, words), lesson, origin.inputs(), words);
    }

    /**
     * What was learnt, as this home has it. Takes seconds; nothing is kept yet.
     *
     * @param recorded when a room recorded the takes; null if they came otherwise
     * @param on whether it is listened for whatever alerts it would have raised
     * @param words what is found out meanwhile, line by line
     */
    OwnSound learnt(
            Sound sound,
            Lesson lesson,
            OwnSound.@Nullable Span recorded,
            boolean on,
            Consumer<String> words) {
        for (int i = 0; i < lesson.takes().size(); i++) {
            if (!lesson.found(i)) {
                words.accept(
                        lesson.takes().get(i).name()
                                + ": would be missed by what the others taught");
            }
        }
        OwnSound own =
                new OwnSound(
                        sound,
                        lesson.embedding(),
                        lesson.takes(),
                        lesson.examples(),
                        lesson.result().head(),
                        true,
                        recorded,
                        null,
                        null);
        own = tuned(own, words);
        return own.listened(free(own, words) || on);
    }

    /**
     * Keeps a sound that was learnt.
     *
     * @param inputs what the front end made of its takes; none if that is not known of all
     * @throws RefusedException if there is such a sound by now
     */
    void add(OwnSound own, Lesson lesson, List<Inputs> inputs, Consumer<String> words)
            throws IOException, RefusedException {
        String id = own.sound().id();
        Path file;
        synchronized (adding) {
            checkNew(own.sound().names().values(), id);
            file = folder.add(own, inputs);
        }
        words.accept(
                "%s is taught from %d recordings; of these, %d are recognised by what the others taught: %s"
                        .formatted(
                                id,
                                lesson.takes().size(),
                                lesson.found(),
                                lesson.good()
                                        ? "good"
                                        : "record more, closer to the sound and from other"
                                                + " places"));
        words.accept(
                "kept in "
                        + file
                        + (own.on()
                                ? "; a running hub listens for it within seconds"
                                : "; it is not listened for yet: switch it on with 'soribit teach"
                                        + " on "
                                        + id
                                        + "'"));
    }

    /**
     * Where takes came from.
     *
     * @param inputs what the front end made of them; none if that is not known of all
     * @param recorded when a room recorded them; null if they came otherwise
     */
    record Origin(List<Inputs> inputs, OwnSound.@Nullable Span recorded) {
        /** Another hub. */
        static final Origin ELSEWHERE = new Origin(List.of(), null);

        Origin {
            inputs = List.copyOf(inputs);
        }
    }

    /** As the home's history has it, or as it is if that cannot be read. */
    private OwnSound tuned(OwnSound own, Consumer<String> words) {
        try {
            OwnSound next = prices.tuned(own);
            words.accept(PriceText.onset(next));
            return next;
        } catch (IOException e) {
            words.accept("what this home sounds like cannot be read: " + e.getMessage());
            return own;
        }
    }

    /** Says which alerts it would have raised; whether that is nothing. */
    private boolean free(OwnSound own, Consumer<String> words) {
        try {
            Price price = prices.of(own, Teaching.DAYS);
            PriceText.lines(price, ZoneId.systemDefault()).forEach(words);
            return price.count() == 0;
        } catch (IOException e) {
            words.accept(
                    "how often it would have alerted you cannot be found out: " + e.getMessage());
            return false;
        }
    }

    /** Which alerts it would have raised in the last days. */
    Price price(String id, int days) throws IOException, RefusedException {
        if (days < 1 || days > Teaching.MOST_DAYS) {
            throw new RefusedException(
                    "days", days + " days: 1 to " + Teaching.MOST_DAYS + " are supported");
        }
        return prices.of(known(id), days);
    }

    /** Learns it anew with something of the last days that it was, or was not. */
    synchronized void judge(
            String id, String room, Instant start, boolean confirmed, Consumer<String> words)
            throws IOException, RefusedException {
        OwnSound own = known(id);
        Example example =
                prices.example(own, room, start, confirmed)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "no_window",
                                                "nothing is kept of what "
                                                        + room
                                                        + " heard at "
                                                        + start
                                                        + ": look at the price again"));
        OwnSound next = prices.tuned(Judgement.of(own, example));
        Judgement.check(next);
        update(own, next);
        words.accept(
                "%s is learnt anew from %d recordings, %d confirmed and %d refused events; it finds %d of its recordings"
                        .formatted(
                                id,
                                next.takes().size(),
                                next.examples().stream().filter(Example::positive).count(),
                                next.examples().stream().filter(e -> !e.positive()).count(),
                                next.found()));
    }

    /** Listens for it, or no more. */
    synchronized void listen(String id, boolean on) throws IOException, RefusedException {
        OwnSound own = known(id);
        update(own, own.listened(on));
    }

    /** Also another hub of a cluster, and a command, may have changed or removed it meanwhile. */
    private void update(OwnSound own, OwnSound next) throws IOException, RefusedException {
        if (!folder.update(own, next)) {
            throw new RefusedException(
                    "changed",
                    own.sound().id() + " was changed or removed meanwhile: look at it again");
        }
    }

    /** Learns an exported sound anew from the features in its file, and keeps it. */
    void take(byte[] content, boolean emergency, Consumer<String> words)
            throws IOException, RefusedException {
        OwnSound own = SoundDocument.read(content);
        ImportCheck.check(own);
        Sound sound = TeachLine.limited(own.sound(), emergency, words);
        checkNew(sound.names().values(), sound.id());
        if (!trunks.get().contains(own.embedding())) {
            throw new RefusedException(
                    "trunk",
                    sound.id()
                            + " was taught with the trunk "
                            + own.embedding().trunk()
                            + ", and the models here have "
                            + trunks.get().stream().map(Embedding::trunk).toList()
                            + ": teach it here from recordings");
        }
        keep(
                sound,
                Lesson.of(own.embedding(), own.takes(), own.examples()),
                Origin.ELSEWHERE,
                false,
                words);
    }

    byte[] export(String id) throws IOException, RefusedException {
        return SoundDocument.write(known(id).shared());
    }

    synchronized void remove(String id) throws IOException, RefusedException {
        if (!folder.has(id)) {
            known(id);
        }
        folder.remove(id);
    }

    /** All that are taught; a file that cannot be read is reported. */
    List<OwnSound> all(Consumer<String> problems) throws IOException {
        return List.copyOf(
                folder.sounds((file, why) -> problems.accept(file + ": " + why)).values());
    }

    /** Refuses a room that would not hear what it teaches. */
    void checkRoom(String room) throws RefusedException {
        String other = inCharge.other(room);
        if (other != null) {
            throw new RefusedException(
                    "room_model",
                    "the room "
                            + room
                            + " has model "
                            + other
                            + ", which does not hear what is taught with the model of the house:"
                            + " teach it in another room, or choose the model of the house there,"
                            + " too");
        }
    }

    /** What a person should know of a sound; null if nothing. */
    @Nullable Remark problem(OwnSound own) throws IOException {
        return folder.isBeyond(own.sound().id())
                ? new Remark(
                        "too_many",
                        "it is not listened for, since there are more than "
                                + SoundFolder.MOST
                                + " taught sounds: remove one that is needed less")
                : inCharge.problem(own);
    }

    private OwnSound known(String id) throws IOException, RefusedException {
        Map<String, OwnSound> sounds = folder.sounds((file, why) -> {});
        OwnSound own = sounds.get(id);
        if (own == null) {
            throw new RefusedException(
                    "unknown",
                    "there is no taught sound '" + id + "'; there are " + sounds.keySet());
        }
        return own;
    }

    private List<Sound> own() throws IOException {
        return folder.sounds((file, why) -> {}).values().stream().map(OwnSound::sound).toList();
    }
}
