// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Which ffmpeg is used, as configured for recordings, and what it can do. */
@Component(service = Ffmpeg.class, configurationPid = "io.soribit.source.file.ffmpeg")
public final class Ffmpeg {
    /** The key that is read. */
    @interface Config {
        String command() default "ffmpeg";
    }

    private static final Pattern VERSION = Pattern.compile("ffmpeg version n?(\\d+)\\.");
    private static final Pattern DECODER = Pattern.compile("(?m)^ A\\S+ (\\S+)");
    private static final int ANSWER_SECONDS = 10;

    private final String program;

    @Activate
    public Ffmpeg(Config config) {
        this(config.command());
    }

    Ffmpeg(String program) {
        this.program = program;
    }

    String program() {
        return program;
    }

    /** The major version; empty for one that is not numbered. */
    OptionalInt version() throws IOException, InterruptedException {
        Matcher version = VERSION.matcher(ask("-version"));
        return version.find()
                ? OptionalInt.of(Integer.parseInt(version.group(1)))
                : OptionalInt.empty();
    }

    /** The audio formats it can decode. */
    Set<String> decoders() throws IOException, InterruptedException {
        return DECODER.matcher(ask("-decoders"))
                .results()
                .map((MatchResult line) -> line.group(1))
                .collect(Collectors.toSet());
    }

    private String ask(String option) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(program, "-hide_banner", option)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().close();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("'" + program + " " + option + "' fails");
            }
            return answer;
        } finally {
            process.destroyForcibly();
        }
    }
}
