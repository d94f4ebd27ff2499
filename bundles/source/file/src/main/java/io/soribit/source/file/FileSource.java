// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.AudioFiles;
import io.soribit.common.source.ConfiguredRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording, or a folder of them, in the place of a microphone. A stream has one format, so each
 * file is a stream of its own: {@link #open()} gives the next file each time, and the source is
 * {@link #endless()} while files remain.
 */
@Component(
        name = FileSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=file")
@Designate(ocd = FileSource.Config.class, factory = true)
public final class FileSource implements AudioSource {
    static final String PID = "io.soribit.source.file";
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    /** One source. */
    @ObjectClassDefinition(
            name = "Recording as a source",
            description = "Plays a file, or all recordings of a folder, as if a microphone heard.")
    public @interface Config {
        @AttributeDefinition(
                name = "Path",
                description = "File or folder (with the folders in it, sorted by name).")
        @Nullable String path();

        @AttributeDefinition(name = "Room", description = "The room the sounds seem to come from.")
        String room() default ConfiguredRoom.DEFAULT;

        @AttributeDefinition(
                name = "Id",
                description = "Unique name of this source; empty: file- and the file's name.")
        String id() default "";

        @AttributeDefinition(
                name = "Real time",
                description = "true: as fast as it was recorded; false: as fast as possible.")
        boolean realtime() default true;

        @AttributeDefinition(
                name = "Loop",
                description = "Whether to begin again after the last file.")
        boolean loop() default false;
    }

    private final AudioFiles files;
    private final Pace pace;
    private final String path;
    private final String room;
    private final String id;
    private final boolean realtime;
    private final boolean loop;
    private final Deque<Path> remaining = new ArrayDeque<>();
    private boolean played;

    @Activate
    public FileSource(@Reference AudioFiles files, Config config) {
        this(files, config, Pace.REAL);
    }

    FileSource(AudioFiles files, Config config, Pace pace) {
        this.files = files;
        this.pace = pace;
        String configured = config.path();
        path = configured == null ? "" : configured.strip();
        String name = config.id().strip();
        id = name.isEmpty() ? "file-" + Path.of(path).getFileName() : name;
        room = ConfiguredRoom.of(config.room(), id);
        realtime = config.realtime();
        loop = config.loop();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public boolean live() {
        return realtime;
    }

    @Override
    public synchronized boolean endless() {
        return loop || !remaining.isEmpty();
    }

    /**
     * Opens the next file that can be read; the others are logged and left out. After the last, the
     * first comes again.
     */
    @Override
    public synchronized AudioStream open() throws IOException {
        if (remaining.isEmpty()) {
            remaining.addAll(list());
            played = false;
        }
        boolean only = remaining.size() == 1 && !played;
        for (Path file = remaining.poll(); file != null; file = remaining.poll()) {
            try {
                AudioStream stream = new FaultTolerantStream(files.open(file), file);
                played = true;
                return realtime ? new PacedStream(stream, pace) : stream;
            } catch (IOException e) {
                if (only) {
                    throw e;
                }
                LOG.warn("source {}: skipping a file: {}", id, e.getMessage(), e);
            }
        }
        if (played) {
            return new EndedStream(new AudioFormat(16_000, 1));
        }
        throw new IOException(
                path + ": none of its recordings can be read; the log says why for each");
    }

    private List<Path> list() throws IOException {
        if (path.isEmpty()) {
            throw new IOException(
                    "source " + id + " has no path: name a file or folder in its configuration");
        }
        return AudioFolder.list(Path.of(path));
    }
}
