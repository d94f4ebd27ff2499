// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The home mode, kept in {@code state/mode} of the data folder. */
@Component
public final class ModeSwitch implements Modes {
    private static final Logger LOG = LoggerFactory.getLogger(ModeSwitch.class);

    private final @Nullable Path file;
    private final List<Consumer<HomeMode>> watchers = new CopyOnWriteArrayList<>();
    private volatile HomeMode mode;

    @Activate
    public ModeSwitch(BundleContext context) {
        this(context.getProperty("soribit.data"));
    }

    ModeSwitch(@Nullable String data) {
        file = data == null ? null : Path.of(data, "state", "mode");
        mode = read();
    }

    @Override
    public HomeMode mode() {
        return mode;
    }

    @Override
    public synchronized void set(HomeMode next, String by) {
        if (next == mode) {
            return;
        }
        mode = next;
        LOG.info("home mode is now {} (set by {})", next.text(), by);
        write();
        watchers.forEach(watcher -> notify(watcher, next));
    }

    @Override
    public synchronized Watch watch(Consumer<HomeMode> watcher) {
        notify(watcher, mode);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private static void notify(Consumer<HomeMode> watcher, HomeMode mode) {
        try {
            watcher.accept(mode);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a listener of the home mode failed at {}", mode.text(), e);
        }
    }

    private HomeMode read() {
        if (file == null || !Files.exists(file)) {
            return HomeMode.HOME;
        }
        try {
            String text = Files.readString(file);
            return HomeMode.of(text)
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "'"
                                                    + text.strip()
                                                    + "' is not one of home, sleep, away"));
        } catch (IOException e) {
            LOG.warn("cannot read {} ({}): using home mode home", file, e.toString());
            return HomeMode.HOME;
        }
    }

    private void write() {
        if (file == null) {
            return;
        }
        Path next = file.resolveSibling("mode.new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(next, mode.text());
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "home mode {} is lost at the next restart: cannot write {} ({}). Free disk"
                            + " space, or make it writable",
                    mode.text(),
                    file,
                    e.toString());
        }
    }
}
