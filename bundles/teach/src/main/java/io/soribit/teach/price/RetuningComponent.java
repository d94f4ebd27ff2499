// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.history.History;
import io.soribit.teach.sound.SoundTask;
import java.time.Clock;
import java.time.Duration;
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

    private final SoundTask task;

    @Activate
    public RetuningComponent(BundleContext context, @Reference History history) {
        Prices prices = new Prices(history, Clock.systemUTC());
        Retuning retuning = new Retuning(SoundTask.folder(context), prices, MonotonicClock.SYSTEM);
        task = new SoundTask(context, "soribit-teach-tune", PERIOD, retuning::look);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }
}
