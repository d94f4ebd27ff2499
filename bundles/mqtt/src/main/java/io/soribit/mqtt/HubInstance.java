// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The id of this hub among others at a broker: made once, and kept in a file. */
final class HubInstance {
    private static final Logger LOG = LoggerFactory.getLogger(HubInstance.class);
    private static final int BYTES = 4;

    private HubInstance() {}

    /** Reads the id, or makes one: eight hexadecimal digits. */
    static String of(Path file) {
        StateFile state = new StateFile(file);
        try {
            Optional<String> known = state.read().map(HubInstance::text);
            if (known.isPresent() && known.get().matches("[0-9a-f]{" + 2 * BYTES + "}")) {
                return known.get();
            }
            if (known.isPresent()) {
                LOG.warn("{} is malformed: replacing it", file);
            }
            String id = random();
            state.write(id + "\n");
            return id;
        } catch (IOException e) {
            String id = random();
            LOG.warn("{} cannot be kept ({}): using {} until the next start", file, e, id);
            return id;
        }
    }

    private static String text(byte[] content) {
        return new String(content, UTF_8).strip();
    }

    private static String random() {
        byte[] id = new byte[BYTES];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
