// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundDocument;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.Take;
import io.soribit.teach.take.TakeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Teaches, imports, exports and removes sounds. Nothing is kept of what fails. */
final class School {
    private final SoundFolder folder;
    private final TakeReader reader;
    private final Ontology ontology;
    private final Supplier<List<Embedding>> trunks;

    /**
     * @param trunks embeddings of the models that there are
     */
    School(
            SoundFolder folder,
            TakeReader reader,
            Ontology ontology,
            Supplier<List<Embedding>> trunks) {
        this.folder = folder;
        this.reader = reader;
        this.ontology = ontology;
        this.trunks = trunks;
    }

    /**
     * Learns a sound from recordings, and keeps it.
     *
     * @param words what is found out meanwhile, line by line
     */
    void teach(Sound sound, List<Path> files, Consumer<String> words)
            throws IOException, ModelException, RefusedException {
        checkNames(sound.names().values());
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
        Lesson lesson = Lesson.of(takes.get(0).embedding(), features);
        keep(sound, lesson, words);
    }

    private static String words(Take take) {
        return take.remarks().stream().map(Remark::message).collect(Collectors.joining("; "));
    }

    /** Refuses a name that alerts would not tell apart from another one. */
    void checkNames(Collection<String> names) throws IOException, RefusedException {
        Naming.check(names, ontology, own());
    }

    /**
     * Keeps what was learnt.
     *
     * @param words what is found out meanwhile, line by line
     */
    void keep(Sound sound, Lesson lesson, Consumer<String> words) throws IOException {
        for (int i = 0; i < lesson.takes().size(); i++) {
            if (lesson.result().leftOut().get(i) < 0) {
                words.accept(
                        lesson.takes().get(i).name()
                                + ": would be missed by what the others taught");
            }
        }
        Path file =
                folder.write(
                        new OwnSound(
                                sound, lesson.embedding(), lesson.takes(), lesson.result().head()));
        words.accept(
                "%s is taught from %d recordings; of these, %d are told of by what the others taught: %s"
                        .formatted(
                                sound.id(),
                                lesson.takes().size(),
                                lesson.found(),
                                lesson.good()
                                        ? "good"
                                        : "record more, closer to the sound and from other"
                                                + " places"));
        words.accept("kept in " + file + "; a running hub listens for it within seconds");
    }

    /** Learns an exported sound anew from the features in its file, and keeps it. */
    void take(byte[] content, boolean emergency, Consumer<String> words)
            throws IOException, RefusedException {
        OwnSound own = SoundDocument.read(content);
        Sound sound = TeachLine.limited(own.sound(), emergency, words);
        checkNames(sound.names().values());
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
        keep(sound, Lesson.of(own.embedding(), own.takes()), words);
    }

    byte[] export(String id) throws IOException, RefusedException {
        return SoundDocument.write(known(id));
    }

    void remove(String id) throws IOException, RefusedException {
        if (folder.files().stream().noneMatch(f -> f.endsWith(id + ".json"))) {
            known(id);
        }
        folder.remove(id);
    }

    /** All that are taught; a file that cannot be read is reported. */
    List<OwnSound> all(Consumer<String> problems) throws IOException {
        return List.copyOf(
                folder.sounds((file, why) -> problems.accept(file + ": " + why)).values());
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
