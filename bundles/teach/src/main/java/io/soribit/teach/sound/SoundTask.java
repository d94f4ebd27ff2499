// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.common.concurrent.PeriodicTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** What a hub that listens does with its taught sounds from time to time; commands do not. */
public final class SoundTask implements AutoCloseable {
    /** One run. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private final @Nullable PeriodicTask task;

    /**
     * @param context of the hub or command
     * @param thread its name
     */
    public SoundTask(BundleContext context, String thread, Duration period, Work work) {
        boolean listens = !"none".equals(context.getProperty("soribit.sources"));
        task = listens ? new PeriodicTask(thread, period, () -> run(work)) : null;
    }

    /** The folder of its sounds. */
    public static SoundFolder folder(BundleContext context) {
        return new SoundFolder(Path.of(context.getProperty("soribit.data")));
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
        }
    }
}
