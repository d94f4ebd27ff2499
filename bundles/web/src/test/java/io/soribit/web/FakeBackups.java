// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.setting.Backups;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** A backup in memory: a text that says what it is. */
public final class FakeBackups implements Backups {
    static final String TEXT = "a backup";
    public volatile boolean full;

    @Override
    public void write(OutputStream out) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        out.write(TEXT.getBytes(UTF_8));
    }

    @Override
    public Preview preview(InputStream backup) throws IOException {
        if (!new String(backup.readAllBytes(), UTF_8).equals(TEXT)) {
            throw new IOException("it is no backup");
        }
        return new Preview(
                "0.1.0",
                "2026-03-01T20:15:30Z",
                Map.of(
                        "etc/io.soribit.engine.cfg", Difference.CHANGED,
                        "state/lamps.json", Difference.REMOVED,
                        "models/mine.tflite", Difference.ADDED),
                4);
    }
}
