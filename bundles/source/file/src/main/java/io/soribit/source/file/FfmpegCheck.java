// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.hub.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Checks whether ffmpeg is installed and works. */
@Component(configurationPid = FfmpegConfig.PID)
public final class FfmpegCheck implements HealthCheck {
    private final Ffmpeg ffmpeg;

    @Activate
    public FfmpegCheck(FfmpegConfig config) {
        this(new Ffmpeg(config.command()));
    }

    FfmpegCheck(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public String name() {
        return "ffmpeg";
    }

    @Override
    public List<Result> check() {
        Optional<Path> program = ffmpeg.location();
        if (program.isEmpty()) {
            return List.of(
                    Result.warn(
                            "ffmpeg is not installed",
                            "apt install ffmpeg; WAV files work without it"));
        }
        try {
            return List.of(Result.ok("ffmpeg " + ffmpeg.version() + " (" + program.get() + ")"));
        } catch (IOException e) {
            return List.of(
                    Result.critical(
                            "ffmpeg at "
                                    + program.get()
                                    + " does not work ("
                                    + e.getMessage()
                                    + ")",
                            "install it again; WAV files work without it"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Result.critical("ffmpeg was not checked: interrupted", "run it again"));
        }
    }
}
