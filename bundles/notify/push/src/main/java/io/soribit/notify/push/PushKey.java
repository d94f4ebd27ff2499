// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A random secret of this hub, which stays the same over restarts; only its user may read it. */
final class PushKey {
    private static final Logger LOG = LoggerFactory.getLogger(PushKey.class);
    private static final int BYTES = 32;

    private PushKey() {}

    /**
     * Reads the secret, or makes it.
     *
     * @param file where it is; null if it need not outlive this run
     */
    static synchronized String of(@Nullable Path file) {
        if (file == null) {
            return random();
        }
        try {
            String kept = Files.readString(file, UTF_8).strip();
            if (kept.matches("[0-9a-f]{64}")) {
                return kept;
            }
            LOG.warn("{} is damaged: a new one is made", file);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is made", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}): a new one is made", file, e.getMessage());
        }
        String made = random();
        try {
            write(new StateFile(file), made);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}): after a restart, Seen on what was pushed before has"
                            + " no effect",
                    file,
                    e.getMessage());
        }
        return made;
    }

    /** A new file is for its owner alone, whatever the one before was. */
    private static void write(StateFile file, String key) throws IOException {
        file.delete();
        file.write(key + "\n");
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
