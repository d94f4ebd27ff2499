// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The id of this hub among others at a broker: made once, and kept in a file. */
final class HubInstance {
    private static final Logger LOG = LoggerFactory.getLogger(HubInstance.class);
    private static final int BYTES = 4;

    private HubInstance() {}

    /** Reads the id, or makes one: eight hexadecimal digits. */
    static String of(Path file) {
        try {
            if (Files.exists(file)) {
                String id = Files.readString(file).strip();
                if (id.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
                    return id;
                }
                LOG.warn("{} is malformed: replacing it", file);
            }
            String id = random();
            write(file, id);
            return id;
        } catch (IOException e) {
            String id = random();
            LOG.warn("{} cannot be kept ({}): using {} until the next start", file, e, id);
            return id;
        }
    }

    private static String random() {
        byte[] id = new byte[BYTES];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static void write(Path file, String id) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), "");
        try {
            Files.writeString(fresh, id + "\n", StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
