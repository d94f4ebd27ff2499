// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import io.soribit.api.Model;
import io.soribit.api.hub.Hearing;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundTask;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link Relearning} in a hub that listens; commands only look. */
@Component(immediate = true, service = Trunks.class)
public final class RelearningComponent implements Trunks {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @Reference private volatile List<Model> models = List.of();

    private final Hearing hearing;
    private final Relearning relearning;
    private final SoundTask task;

    @Activate
    public RelearningComponent(BundleContext context, @Reference Hearing hearing) {
        this.hearing = hearing;
        RoomModels rooms = new RoomModels(hearing, () -> models);
        relearning = new Relearning(SoundTask.folder(context), this::active, rooms::deafTo);
        task = new SoundTask(context, "soribit-teach-relearn", PERIOD, relearning::look);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    private @Nullable Model active() {
        String id = hearing.model();
        return models.stream()
                .filter(model -> model.descriptor().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Remark problem(OwnSound own) {
        return relearning.problem(own);
    }

    @Override
    public @Nullable String other(String room) {
        return relearning.other(room);
    }
}
