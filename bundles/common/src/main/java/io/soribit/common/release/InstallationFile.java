// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import io.soribit.common.io.StateFile;
import io.soribit.common.release.Candidate.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The journal of upgrades, {@code releases/installed} of the data folder: it is replaced as a
 * whole, so that a hub that was killed or lost its power in the midst finds how far an upgrade was.
 * Not thread-safe.
 */
public final class InstallationFile {
    private static final String FORMAT = "1";
    private static final String SEPARATOR = "\t";

    private final Path folder;
    private final StateFile file;

    /**
     * @param data the data folder
     */
    public InstallationFile(Path data) {
        folder = data.resolve("releases");
        file = new StateFile(folder.resolve("installed"));
    }

    /** The folder of releases. */
    public Path folder() {
        return folder;
    }

    /** The file itself. */
    public Path path() {
        return file.path();
    }

    /** The folder of a release. */
    public Path folder(Release release) {
        return folder.resolve(release.folder());
    }

    /**
     * What is installed.
     *
     * @param own the version of the launcher
     * @return as for a hub that was never upgraded, if there is no file or it is of another
     *     launcher
     * @throws IOException if it cannot be read or is malformed, and what to do
     */
    public Installation read(String own) throws IOException {
        List<String> lines = file.readLines();
        if (lines.isEmpty()) {
            return Installation.of(own);
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        }
        try {
            if (!FORMAT.equals(values.get("format"))) {
                throw new IllegalArgumentException("unknown format");
            }
            Installation read =
                    new Installation(
                            required(values, "own"),
                            release(values, "active").orElseThrow(),
                            release(values, "previous"),
                            candidate(values));
            return read.own().equals(own) ? read : Installation.of(own);
        } catch (RuntimeException e) {
            throw new IOException(
                    file.path()
                            + " is malformed ("
                            + e.getMessage()
                            + "): delete it, and install the upgrade again",
                    e);
        }
    }

    /** Replaces it; it is on the disk when this returns, and as it was after an IOException. */
    public void write(Installation installation) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("format=" + FORMAT);
        lines.add("own=" + installation.own());
        lines.add("active=" + text(installation.active()));
        installation.previous().ifPresent(release -> lines.add("previous=" + text(release)));
        installation
                .candidate()
                .ifPresent(
                        candidate -> {
                            lines.add("candidate=" + text(candidate.release()));
                            lines.add("by=" + clean(candidate.by()));
                            lines.add("stage=" + candidate.stage());
                            lines.add(
                                    "rooms="
                                            + String.join(
                                                    SEPARATOR,
                                                    candidate.rooms().stream().sorted().toList()));
                        });
        file.writeLines(lines);
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String text(Release release) {
        return release.folder() + SEPARATOR + release.version();
    }

    private static Optional<Candidate> candidate(Map<String, String> values) {
        return release(values, "candidate")
                .map(
                        release ->
                                new Candidate(
                                        release,
                                        required(values, "by"),
                                        Stage.valueOf(required(values, "stage")),
                                        rooms(required(values, "rooms"))));
    }

    private static Set<String> rooms(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(SEPARATOR, -1));
    }

    private static Optional<Release> release(Map<String, String> values, String key) {
        @Nullable String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(key);
        }
        return Optional.of(new Release(parts[0], parts[1]));
    }

    private static String required(Map<String, String> values, String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("without " + key);
        }
        return value;
    }
}
