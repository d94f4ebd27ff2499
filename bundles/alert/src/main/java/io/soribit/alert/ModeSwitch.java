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

/** The mode of the house, kept in {@code state/mode} of the data folder. */
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
        LOG.info("the house is in mode {} now ({})", next.text(), by);
        keep();
        watchers.forEach(watcher -> tell(watcher, next));
    }

    @Override
    public synchronized Watch watch(Consumer<HomeMode> watcher) {
        tell(watcher, mode);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private static void tell(Consumer<HomeMode> watcher, HomeMode mode) {
        try {
            watcher.accept(mode);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("somebody failed to take the mode {}", mode.text(), e);
        }
    }

    private HomeMode read() {
        if (file == null || !Files.exists(file)) {
            return HomeMode.HOME;
        }
        try {
            String text = Files.readString(file);
            return HomeMode.of(text)
                    .orElseThrow(() -> new IOException("'" + text.strip() + "' is no mode"));
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}): the house is in mode home", file, e.toString());
            return HomeMode.HOME;
        }
    }

    private void keep() {
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
                    "the mode {} holds until the hub restarts: {} cannot be written ({}). Make"
                            + " room, or make it writable",
                    mode.text(),
                    file,
                    e.toString());
        }
    }
}
