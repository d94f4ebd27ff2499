// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.history.History;
import io.soribit.teach.sound.SoundFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link Retuning} in a hub that listens. */
@Component(
        immediate = true,
        service = {})
public final class RetuningComponent {
    private static final Duration PERIOD = Duration.ofHours(1);

    private final @Nullable PeriodicTask task;

    @Activate
    public RetuningComponent(BundleContext context, @Reference History history) {
        SoundFolder folder = new SoundFolder(Path.of(context.getProperty("soribit.data")));
        Prices prices = new Prices(history, Clock.systemUTC());
        Retuning retuning = new Retuning(folder, prices, MonotonicClock.SYSTEM);
        boolean listens = !"none".equals(context.getProperty("soribit.sources"));
        task =
                listens
                        ? new PeriodicTask("soribit-teach-tune", PERIOD, () -> look(retuning))
                        : null;
    }

    private static void look(Retuning retuning) {
        try {
            retuning.look();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Deactivate
    void deactivate() {
        if (task != null) {
            task.close();
        }
    }
}
