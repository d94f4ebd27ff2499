// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.mode;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The home mode that was chosen last on any hub. Which one is later does not depend on clocks:
 * choices are counted, and the count outlives a restart. Thread-safe.
 */
public final class SharedMode {
    private static final Logger LOG = LoggerFactory.getLogger(SharedMode.class);

    private final String hub;
    private final Runnable changed;
    private final @Nullable StateFile file;
    private volatile ModeVersion current; // written under the lock, as the disk may be slow
    private @Nullable Modes modes;
    private Modes.@Nullable Watch watch;

    /**
     * @param hub the name of this one
     * @param folder where the count is kept; null for nowhere
     * @param changed runs when people have chosen another mode here; must not block
     */
    public SharedMode(String hub, @Nullable Path folder, Runnable changed) {
        this.hub = hub;
        this.changed = changed;
        file = folder == null ? null : new StateFile(folder.resolve("cluster-mode"));
        current = read();
    }

    private ModeVersion read() {
        ModeVersion none = new ModeVersion(0, hub, HomeMode.HOME);
        if (file == null) {
            return none;
        }
        try {
            return file.read()
                    .flatMap(text -> ModeVersion.parse(new String(text, StandardCharsets.UTF_8)))
                    .orElse(none);
        } catch (IOException e) {
            LOG.warn("cannot read {} ({}): another hub may know a later mode", file.path(), e);
            return none;
        }
    }

    /** The modes of this hub, in place of former ones. */
    public void use(Modes all) {
        Modes.Watch next = all.watch(this::chosen);
        Modes.Watch former;
        synchronized (this) {
            former = watch;
            modes = all;
            watch = next;
        }
        if (former != null) {
            former.close();
        }
    }

    /** These are gone. */
    public void drop(Modes gone) {
        Modes.Watch open;
        synchronized (this) {
            open = gone.equals(modes) ? watch : null;
            modes = open == null ? modes : null;
            watch = open == null ? watch : null;
        }
        if (open != null) {
            open.close();
        }
    }

    private void chosen(HomeMode mode) {
        synchronized (this) {
            if (mode == current.mode()) {
                return;
            }
            current = new ModeVersion(current.count() + 1, hub, mode);
            write();
        }
        changed.run();
    }

    /** What was chosen last, as far as this hub knows. */
    public ModeVersion current() {
        return current;
    }

    /** What another hub knows. May wait for the disk. */
    public void merge(ModeVersion other) {
        Modes all;
        synchronized (this) {
            if (!other.isLaterThan(current)) {
                return;
            }
            current = other;
            write();
            all = modes;
        }
        if (all != null) {
            all.set(other.mode(), "hub " + other.hub());
        }
    }

    private void write() {
        if (file == null) {
            return;
        }
        try {
            file.write(current.text());
        } catch (IOException e) {
            LOG.warn(
                    "cannot write {} ({}): after a restart another hub decides on the mode. Free disk"
                            + " space, or make it writable",
                    file.path(),
                    e.toString());
        }
    }
}
