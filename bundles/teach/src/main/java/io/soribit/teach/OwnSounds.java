// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.score.TaughtSound;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a {@link TaughtSound} for each file of the data folder, as they come and go. */
@Component(
        immediate = true,
        service = {})
public final class OwnSounds {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSounds.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST = 50;

    private final BundleContext context;
    private final SoundFolder folder;
    private final Map<Path, Registered> known = new HashMap<>();
    private final PeriodicTask task;

    /** Null registration: the sound is switched off, or the file, as it was then, is unreadable. */
    private record Registered(
            Object state, @Nullable ServiceRegistration<TaughtSound> registration) {}

    @Activate
    public OwnSounds(BundleContext context) {
        this.context = context;
        folder = new SoundFolder(Path.of(context.getProperty("soribit.data")));
        task = new PeriodicTask("soribit-teach", Duration.ZERO, PERIOD, this::look);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    private void look() {
        List<Path> files;
        try {
            files = folder.files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path gone : known.keySet().stream().filter(file -> !files.contains(file)).toList()) {
            forget(gone);
        }
        for (Path file : files.subList(0, Math.min(MOST, files.size()))) {
            look(file);
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
                forget(file);
                known.put(file, new Registered(state, register(file)));
            }
        } catch (IOException e) {
            LOG.debug("{} is gone", file, e);
        }
    }

    private @Nullable ServiceRegistration<TaughtSound> register(Path file) {
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
            return context.registerService(TaughtSound.class, own, null);
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
        if (gone != null && gone.registration() != null) {
            gone.registration().unregister();
            LOG.info("{}: not listened for any more", file.getFileName());
        }
    }
}
