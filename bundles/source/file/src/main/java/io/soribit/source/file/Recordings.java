// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioStream;
import io.soribit.api.hub.AudioFiles;
import io.soribit.common.wav.UnsupportedWavException;
import io.soribit.common.wav.WavHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads recordings by what is in them, whatever their names end in. */
@Component(configurationPid = FfmpegConfig.PID)
@Designate(ocd = FfmpegConfig.class)
public final class Recordings implements AudioFiles {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final Ffmpeg ffmpeg;

    @Activate
    public Recordings(FfmpegConfig config) {
        this(new Ffmpeg(config.command()));
    }

    Recordings(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public AudioStream open(Path file) throws IOException {
        if (!beginsAsWav(file)) {
            return ffmpeg.open(file);
        }
        try {
            return openWav(file);
        } catch (UnsupportedWavException e) {
            LOG.debug("{}: {}; ffmpeg reads it", file, e.getMessage());
            return ffmpeg.open(file);
        }
    }

    private static boolean beginsAsWav(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder: name a file in it");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(WavHeader.MAGIC_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file: check its name", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be opened: check its permissions", e);
        }
        if (start.length == 0) {
            throw new IOException(file + ": the file is empty: record or copy it again");
        }
        return WavHeader.isWav(start);
    }

    private static AudioStream openWav(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new WavStream(in);
        } catch (UnsupportedWavException e) {
            in.close();
            throw e;
        } catch (IOException e) {
            in.close();
            throw new IOException(
                    file
                            + ": this WAV file cannot be read: "
                            + e.getMessage()
                            + "; record or copy it again",
                    e);
        }
    }
}
