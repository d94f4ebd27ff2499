// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.sound.SoundTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history in the folder {@code heard} of the data folder, unless it is switched off. */
@Component(immediate = true, configurationPid = "io.soribit.teach.history", service = History.class)
@Designate(ocd = HistoryConfig.class)
public final class HistoryComponent implements History {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryComponent.class);
    private static final long MEGABYTE = 1_000_000;
    private static final Duration PERIOD = Duration.ofHours(1);

    private final @Nullable EmbeddingHistory history;
    private final @Nullable ServiceRegistration<EmbeddingListener> registration;
    private final @Nullable SoundTask expiry;

    @Activate
    public HistoryComponent(BundleContext context, HistoryConfig config) {
        this(context, config, Clock.systemUTC(), PERIOD);
    }

    /**
     * @param period after which it is looked again for what is too old
     */
    HistoryComponent(BundleContext context, HistoryConfig config, Clock wall, Duration period) {
        Path folder = Path.of(context.getProperty("soribit.data"), "heard");
        if (!config.enabled()) {
            history = null;
            registration = null;
            expiry = null;
            clear(folder);
            return;
        }
        EmbeddingHistory made =
                new EmbeddingHistory(
                        folder,
                        new EmbeddingHistory.Limits(
                                MEGABYTE * config.megabytes__per__day(), config.days()),
                        wall,
                        MonotonicClock.SYSTEM);
        history = made;
        try {
            made.expire();
        } catch (IOException e) {
            LOG.warn("what is too old in {} cannot be removed", folder, e);
        }
        registration = context.registerService(EmbeddingListener.class, made, null);
        expiry = new SoundTask(context, "soribit-teach-expire", period, made::expire);
    }

    private static void clear(Path folder) {
        try {
            new DayFolder(folder).clear();
        } catch (IOException e) {
            LOG.warn("{} cannot be emptied, though no history is to be kept", folder, e);
        }
    }

    @Deactivate
    void deactivate() throws IOException {
        if (registration != null) {
            registration.unregister();
        }
        if (expiry != null) {
            expiry.close();
        }
        if (history != null) {
            history.close();
        }
    }

    @Override
    public boolean kept() {
        return history != null;
    }

    @Override
    public void visit(Instant from, Instant to, Embedding embedding, Visitor visitor)
            throws IOException {
        if (history != null) {
            history.visit(from, to, embedding, visitor);
        }
    }

    @Override
    public Optional<Embedding> embedding(String room, Instant from, Instant to) throws IOException {
        return history == null ? Optional.empty() : history.embedding(room, from, to);
    }
}
