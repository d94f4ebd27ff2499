// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.api.hub.PlugIns;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the plug-ins as the jars in the folder are. Begins when the hub listens, or half a minute
 * after the start where it does not: what it lacks may be a plug-in.
 */
@Component(service = PlugIns.class, immediate = true)
public final class PlugInFolder implements PlugIns {
    private static final Logger LOG = LoggerFactory.getLogger(PlugInFolder.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_HEARING = Duration.ofSeconds(30);

    private final Path folder;
    private final Path markers;
    private final BundleContext context;
    private final Components components;
    private final MonotonicClock clock;
    private final Duration limit;
    private final Duration created;
    private final Map<String, PlugIn> plugIns = new ConcurrentSkipListMap<>();
    private final Map<String, JarVersion> lastSeen = new TreeMap<>();
    private final PeriodicTask task;
    private final ExitWatch exits = new ExitWatch(this::ends);
    private boolean begun;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Hearing hearing;

    @Activate
    public PlugInFolder(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this(context, new Components(runtime), MonotonicClock.SYSTEM, START_LIMIT, PERIOD);
        exits.start();
    }

    PlugInFolder(
            BundleContext context,
            Components components,
            MonotonicClock clock,
            Duration limit,
            Duration period) {
        Path data = Path.of(String.valueOf(context.getProperty("soribit.data")));
        folder = data.resolve("bundles");
        markers = data.resolve("state").resolve("plug-ins");
        this.context = context;
        this.components = components;
        this.clock = clock;
        this.limit = limit;
        created = clock.now();
        task = new PeriodicTask("soribit-plug-ins", period, this::look);
    }

    @Deactivate
    void close() {
        exits.close();
        task.close();
    }

    @Override
    public List<PlugInStatus> list() {
        return plugIns.values().stream().map(PlugIn::status).toList();
    }

    @Override
    public boolean retry(String file) {
        PlugIn plugIn = plugIns.get(file);
        return plugIn != null && plugIn.retry();
    }

    @Override
    public void note(Class<?> type, String problem) {
        plugIns.values().forEach(plugIn -> plugIn.note(type, problem));
    }

    ExitWatch exits() {
        return exits;
    }

    private boolean ends(StackTraceElement frame) {
        boolean found = plugIns.values().stream().anyMatch(plugIn -> plugIn.ends(frame));
        if (found) {
            plugIns.values().forEach(PlugIn::exonerate);
        }
        return found;
    }

    private boolean mayBegin() {
        Hearing ears = hearing;
        begun =
                begun
                        || (ears != null && ears.model() != null)
                        || clock.since(created).compareTo(WAIT_FOR_HEARING) > 0;
        return begun;
    }

    /** Looks at every jar once; one that changes between two looks is still being written. */
    void look() {
        if (!mayBegin()) {
            return;
        }
        Map<String, JarVersion> now = jars();
        long started = startedCount();
        now.forEach(
                (file, version) -> {
                    if (version.equals(lastSeen.get(file))) {
                        plugIns.computeIfAbsent(file, this::plugIn).look(version);
                    }
                });
        plugIns.entrySet()
                .removeIf(
                        entry ->
                                !now.containsKey(entry.getKey())
                                        && entry.getValue().lookForRemoval());
        if (startedCount() > started) {
            plugIns.values().stream().filter(PlugIn::waits).forEach(PlugIn::retry);
        }
        lastSeen.clear();
        lastSeen.putAll(now);
    }

    private long startedCount() {
        return list().stream().filter(status -> status.state() == PlugInState.STARTED).count();
    }

    private PlugIn plugIn(String file) {
        return new PlugIn(
                folder.resolve(file),
                context,
                clock,
                components,
                new StartMarker(markers, file),
                limit);
    }

    private Map<String, JarVersion> jars() {
        Map<String, JarVersion> jars = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                try {
                    jars.put(String.valueOf(jar.getFileName()), JarVersion.of(jar));
                } catch (NoSuchFileException e) {
                    LOG.debug("{} is gone again", jar, e);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("there is no {}", folder);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", folder, e);
            return lastSeen;
        }
        return jars;
    }
}
