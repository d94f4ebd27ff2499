// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.api.hub.PlugIns;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Plug-ins in memory; one that is retried starts. */
public final class FakePlugIns implements PlugIns {
    private final Map<String, PlugInStatus> all = new ConcurrentSkipListMap<>();

    public void put(String file, PlugInState state, String message) {
        all.put(file, new PlugInStatus(file, file.replace(".jar", ""), "1.0.0", state, message));
    }

    @Override
    public List<PlugInStatus> list() {
        return List.copyOf(all.values());
    }

    @Override
    public void note(Class<?> type, String problem) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean retry(String file) {
        PlugInStatus status = all.get(file);
        if (status == null || status.state() == PlugInState.STARTED) {
            return false;
        }
        put(file, PlugInState.STARTED, "");
        return true;
    }
}
