// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.device;

import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices of all services. A service that fails does not hide the devices of others. */
public final class DeviceDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceDirectory.class);

    private final List<Devices> sources = new CopyOnWriteArrayList<>();
    private final Set<Devices> failing = ConcurrentHashMap.newKeySet();

    public void add(Devices source) {
        sources.add(source);
    }

    public void remove(Devices source) {
        sources.remove(source);
        failing.remove(source);
    }

    /** All devices: those in use first, then by name. */
    public List<Device> list() {
        List<Device> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(of(source)));
        all.sort(
                Comparator.comparing(Device::used)
                        .reversed()
                        .thenComparing(Device::name)
                        .thenComparing(Device::id));
        return all;
    }

    /** Lets a device identify itself. */
    public void test(String id) throws IOException {
        find(id).test(id);
    }

    /** Takes a device into use, or out of it. */
    public void use(String id, boolean used) throws IOException {
        find(id).use(id, used);
    }

    private Devices find(String id) throws IOException {
        for (Devices source : sources) {
            if (of(source).stream().anyMatch(device -> device.id().equals(id))) {
                return source;
            }
        }
        throw new IOException(
                "unknown device '" + id + "': it may have been removed, reload the list");
    }

    private List<Device> of(Devices source) {
        try {
            List<Device> devices = source.devices();
            failing.remove(source);
            return devices;
        } catch (Throwable e) { // a plug-in may throw anything
            if (failing.add(source)) {
                LOG.warn("{} does not list its devices: they are left out", source, e);
            }
            return List.of();
        }
    }
}
