// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.score.TaughtSound;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Registers a {@link TaughtSound} for each file of the data folder, as they come and go. */
@Component(
        immediate = true,
        service = {})
public final class OwnSounds {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final BundleContext context;
    private final SoundRegistry registry;
    private final PeriodicTask task;

    @Activate
    public OwnSounds(BundleContext context) {
        this.context = context;
        registry = new SoundRegistry(SoundTask.folder(context), this::register);
        task = new PeriodicTask("soribit-teach", Duration.ZERO, PERIOD, this::look);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    private Runnable register(OwnSound own) {
        return context.registerService(TaughtSound.class, own, null)::unregister;
    }

    private void look() {
        try {
            registry.look();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
