// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.common.io.StateFile;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which models were installed, when, by whom and signed by whom: a line each, the last at the end.
 * A model that is there at each start of the hub is noted once.
 */
final class InstallLog {
    /** Where it is kept, in the data folder. */
    static final String FILE = "state/models-installed";

    private static final Logger LOG = LoggerFactory.getLogger(InstallLog.class);
    private static final int MOST = 1_000;

    private final StateFile file;
    private final Clock clock;

    InstallLog(Path file, Clock clock) {
        this.file = new StateFile(file);
        this.clock = clock;
    }

    /**
     * Notes a model, unless it is the last that was noted of this file.
     *
     * @param signed who has signed it, in words
     */
    void installed(Path model, ModelParts parts, String signed) {
        String name = String.valueOf(model.getFileName()).replaceAll("\\p{Cntrl}", "?");
        String what = name + ", sha256 " + parts.flatbuffer() + ", " + signed;
        try {
            List<String> lines = new ArrayList<>(file.readLines());
            String last = "";
            for (String line : lines) {
                last = line.contains(" " + name + ", sha256 ") ? line : last;
            }
            if (last.contains(" " + what + ", by ")) {
                return;
            }
            String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            lines.add(now + " " + what + ", by " + owner(model));
            file.writeLines(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: the model is installed all the same", FILE, e);
        }
    }

    /** Who put the file there; the page's own log of changes says which of its users. */
    private static String owner(Path model) throws IOException {
        return Files.getOwner(model).getName() + " (owner of the file)";
    }
}
