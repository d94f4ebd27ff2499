// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The mode in memory. */
public final class FakeModes implements Modes {
    public final List<Consumer<HomeMode>> watchers = new CopyOnWriteArrayList<>();
    private volatile HomeMode mode = HomeMode.HOME;

    @Override
    public HomeMode mode() {
        return mode;
    }

    @Override
    public void set(HomeMode next, String by) {
        mode = next;
        watchers.forEach(watcher -> watcher.accept(next));
    }

    @Override
    public Watch watch(Consumer<HomeMode> watcher) {
        watcher.accept(mode);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
