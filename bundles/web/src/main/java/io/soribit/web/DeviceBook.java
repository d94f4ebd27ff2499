// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

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

/** The devices of all who know some. One who fails keeps nobody else's from being shown. */
final class DeviceBook {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceBook.class);

    private final List<Devices> sources = new CopyOnWriteArrayList<>();
    private final Set<Devices> failing = ConcurrentHashMap.newKeySet();

    void add(Devices source) {
        sources.add(source);
    }

    void remove(Devices source) {
        sources.remove(source);
        failing.remove(source);
    }

    /** Those in use first, by name. */
    List<Device> list() {
        List<Device> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(of(source)));
        all.sort(
                Comparator.comparing(Device::used)
                        .reversed()
                        .thenComparing(Device::name)
                        .thenComparing(Device::id));
        return all;
    }

    void test(String id) throws IOException {
        find(id).test(id);
    }

    void use(String id, boolean used) throws IOException {
        find(id).use(id, used);
    }

    private Devices find(String id) throws IOException {
        for (Devices source : sources) {
            if (of(source).stream().anyMatch(device -> device.id().equals(id))) {
                return source;
            }
        }
        throw new IOException("there is no device '" + id + "' any more: look at the list again");
    }

    private List<Device> of(Devices source) {
        try {
            List<Device> devices = source.devices();
            failing.remove(source);
            return devices;
        } catch (RuntimeException e) {
            if (failing.add(source)) {
                LOG.warn("{} cannot say which devices there are: not shown", source, e);
            }
            return List.of();
        }
    }
}
