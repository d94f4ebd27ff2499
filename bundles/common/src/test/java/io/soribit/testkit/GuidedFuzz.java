// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a parser under Jazzer, in this process. */
public final class GuidedFuzz {
    private static final Path FOLDER = Path.of("target", "fuzz");

    private static Fuzz.@Nullable Target current;

    private GuidedFuzz() {}

    /** Jazzer calls this with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Fuzz.@Nullable Target target = current;
        if (target != null) {
            target.parse(input);
        }
    }

    /** Begins with a corpus, and goes on for some seconds with what Jazzer makes of it. */
    static void run(String parser, List<byte[]> corpus, Fuzz.Target target, int seconds)
            throws IOException {
        if (current != null) {
            throw new IllegalStateException("Jazzer guides one parser of a process");
        }
        current = target;
        Path inputs = Files.createDirectories(FOLDER.resolve(parser));
        for (int i = 0; i < corpus.size(); i++) {
            Files.write(inputs.resolve("seed-" + i), corpus.get(i));
        }
        System.setProperty("jazzer.target_class", GuidedFuzz.class.getName());
        System.setProperty("jazzer.instrumentation_includes", "io.soribit.**");
        System.setProperty("jazzer.custom_hook_includes", "io.soribit.**");
        System.setProperty("jazzer.reproducer_path", FOLDER.toString());
        int status =
                start(
                        List.of(
                                "jazzer",
                                "-artifact_prefix=" + FOLDER + "/" + parser + "-",
                                "-max_total_time=" + seconds,
                                "-timeout=5",
                                "-rss_limit_mb=0",
                                inputs.toString()));
        if (status != 0) {
            throw new AssertionError(parser + ": Jazzer found an input, see " + FOLDER);
        }
    }

    /** By reflection: only the profile has Jazzer. */
    private static int start(List<String> arguments) {
        try {
            return (int)
                    Class.forName("com.code_intelligence.jazzer.driver.Driver")
                            .getMethod("start", List.class, boolean.class)
                            .invoke(null, new java.util.ArrayList<>(arguments), false);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("use the profile fuzz, which brings Jazzer", e);
        }
    }
}
