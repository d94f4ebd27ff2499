// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscriptions: a line each, columns separated by tabs. Readable by the hub alone. */
final class SubscriptionFile {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFile.class);
    private static final int COLUMNS = 6;

    private final StateFile file;

    SubscriptionFile(Path path) {
        file = new StateFile(path);
    }

    /** By device; a malformed line is left out. */
    Map<String, Subscription> read() throws IOException {
        Map<String, Subscription> all = new LinkedHashMap<>();
        for (String line : file.readLines()) {
            String[] parts = line.split("\t", -1);
            try {
                if (parts.length != COLUMNS) {
                    throw new IllegalArgumentException("it has " + parts.length + " columns");
                }
                Subscription one =
                        new Subscription(
                                parts[0],
                                parts[1],
                                URI.create(parts[2]),
                                parts[3],
                                parts[4],
                                parts[5]);
                one.publicKey();
                all.put(one.device(), one);
            } catch (IllegalArgumentException e) {
                // Not the line: it holds secrets.
                LOG.warn("ignoring a malformed line of {}", file.path());
            }
        }
        return all;
    }

    void write(Collection<Subscription> all) throws IOException {
        file.writeLines(
                all.stream()
                        .map(
                                s ->
                                        String.join(
                                                "\t",
                                                s.device(),
                                                s.pairing(),
                                                s.endpoint().toString(),
                                                s.key(),
                                                s.secret(),
                                                s.language()))
                        .toList());
    }
}
