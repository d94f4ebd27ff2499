// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Devices in memory. */
public class FakeDevices implements Devices {
    public final Map<String, Device> all = new ConcurrentSkipListMap<>();
    public final List<String> tested = new CopyOnWriteArrayList<>();

    public void put(String id, String kind, String ability, boolean used, boolean reachable) {
        String message = reachable ? "" : "it does not answer: see that it has power";
        all.put(id, new Device(id, id, kind, ability, used, reachable, message));
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(all.values());
    }

    @Override
    public void test(String id) throws IOException {
        if (!all.get(id).reachable()) {
            throw new IOException(id + " does not answer: see that it has power");
        }
        tested.add(id);
    }

    @Override
    public void use(String id, boolean used) {
        Device d = all.get(id);
        put(id, d.kind(), d.ability(), used, d.reachable());
    }
}
