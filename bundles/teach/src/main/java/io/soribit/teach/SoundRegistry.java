// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers each taught sound of a folder that is on, as files come and go. Not thread-safe. */
final class SoundRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SoundRegistry.class);

    private final SoundFolder folder;
    private final Function<OwnSound, Runnable> registrar;
    private final Map<Path, Registered> known = new HashMap<>();
    private final Set<Path> beyond = new HashSet<>();

    /**
     * @param unregister null: the sound is off, or the file, as it was then, is unreadable
     */
    private record Registered(Object state, @Nullable Runnable unregister) {}

    /**
     * @param registrar registers a sound, and returns what takes it back
     */
    SoundRegistry(SoundFolder folder, Function<OwnSound, Runnable> registrar) {
        this.folder = folder;
        this.registrar = registrar;
    }

    /** Follows what is in the folder now. */
    void look() throws IOException {
        List<Path> all = folder.files();
        int most = Math.min(SoundFolder.MOST, all.size());
        List<Path> files = all.subList(0, most);
        for (Path gone : known.keySet().stream().filter(file -> !files.contains(file)).toList()) {
            forget(gone);
        }
        report(all.subList(most, all.size()));
        for (Path file : files) {
            look(file);
        }
    }

    private void report(List<Path> left) {
        beyond.retainAll(left);
        for (Path file : left) {
            if (beyond.add(file)) {
                LOG.error(
                        "{}: this taught sound is not heard: there are more than {}; remove one that"
                                + " is needed less with 'soribit teach remove ID'",
                        file,
                        SoundFolder.MOST);
            }
        }
    }

    private void look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object state =
                    List.of(
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            String.valueOf(attributes.fileKey()));
            Registered before = known.get(file);
            if (before == null || !before.state().equals(state)) {
                // It is there at any time: what is active goes on.
                Registered next = new Registered(state, register(file));
                forget(file);
                known.put(file, next);
            }
        } catch (IOException e) {
            LOG.debug("{} is gone", file, e);
        }
    }

    private @Nullable Runnable register(Path file) {
        try {
            OwnSound own = SoundFolder.read(file);
            if (!String.valueOf(file.getFileName()).equals(own.sound().id() + ".json")) {
                throw new IOException("its id is " + own.sound().id() + ": name the file so");
            }
            if (!own.on()) {
                LOG.info("the taught sound {} is switched off: not listened for", own.sound().id());
                return null;
            }
            LOG.info("listening for the taught sound {}", own.sound().id());
            return registrar.apply(own);
        } catch (IOException e) {
            LOG.error(
                    "{}: this taught sound is not heard: {}; import or teach it again",
                    file,
                    e.getMessage());
            return null;
        }
    }

    private void forget(Path file) {
        Registered gone = known.remove(file);
        if (gone != null && gone.unregister() != null) {
            gone.unregister().run();
            LOG.info("{}: not listened for any more", file.getFileName());
        }
    }
}
