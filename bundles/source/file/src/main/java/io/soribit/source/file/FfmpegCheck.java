// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells {@code doctor} whether ffmpeg is there, asked anew each time. */
@Component(
        service = Supplier.class,
        property = "soribit.doctor=ffmpeg",
        configurationPid = FfmpegConfig.PID)
public final class FfmpegCheck implements Supplier<List<String>> {
    private final Ffmpeg ffmpeg;

    @Activate
    public FfmpegCheck(FfmpegConfig config) {
        this(new Ffmpeg(config.command()));
    }

    FfmpegCheck(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public List<String> get() {
        Optional<Path> program = ffmpeg.location();
        if (program.isEmpty()) {
            return List.of(
                    "missing ffmpeg is not installed: apt install ffmpeg;"
                            + " WAV files work without it");
        }
        try {
            return List.of("ok ffmpeg " + ffmpeg.version() + " (" + program.get() + ")");
        } catch (IOException e) {
            return List.of(
                    "problem ffmpeg at "
                            + program.get()
                            + " does not work ("
                            + e.getMessage()
                            + "): install it again; WAV files work without it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("problem ffmpeg was not asked: interrupted; ask again");
        }
    }
}
