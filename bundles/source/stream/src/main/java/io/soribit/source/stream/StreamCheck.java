// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.api.hub.HealthCheck;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks whether ffmpeg can read what cameras send. */
@Component
public final class StreamCheck implements HealthCheck {
    private static final int LEAST_VERSION = 5;

    /** What cameras and radio stations send. */
    private static final Set<String> USUAL =
            Set.of("aac", "pcm_alaw", "pcm_mulaw", "g726", "opus", "mp3float");

    private final Ffmpeg ffmpeg;

    @Activate
    public StreamCheck(@Reference Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public String name() {
        return "streams";
    }

    /** No result where ffmpeg is missing: the check of recordings says so. */
    @Override
    public List<Result> check() {
        if (Programs.find(ffmpeg.program()).isEmpty()) {
            return List.of();
        }
        try {
            OptionalInt version = ffmpeg.version();
            if (version.isPresent() && version.getAsInt() < LEAST_VERSION) {
                return List.of(
                        Result.warn(
                                "ffmpeg " + version.getAsInt() + " is too old for streams",
                                Programs.remedy("ffmpeg")));
            }
            Set<String> missing = new TreeSet<>(USUAL);
            missing.removeAll(ffmpeg.decoders());
            return List.of(
                    missing.isEmpty()
                            ? Result.ok("ffmpeg decodes what cameras send")
                            : Result.warn(
                                    "ffmpeg cannot decode " + String.join(", ", missing),
                                    "install an ffmpeg with all codecs"));
        } catch (IOException e) {
            return List.of(Result.warn("ffmpeg cannot be asked: " + e.getMessage(), "see the log"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Result.warn("streams were not checked: interrupted", "run it again"));
        }
    }
}
