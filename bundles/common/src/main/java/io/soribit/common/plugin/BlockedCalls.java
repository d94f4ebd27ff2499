// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.plugin;

import io.soribit.api.hub.PlugIns;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Says to {@link PlugIns} which services do not return from a call, whenever that changes. Used by
 * one thread.
 */
public final class BlockedCalls {
    private final BundleContext context;
    private Map<Class<?>, String> noted = Map.of();

    public BlockedCalls(BundleContext context) {
        this.context = context;
    }

    /**
     * To be called every second or so.
     *
     * @param blocked what is wrong with services now, by their classes
     */
    public void look(Map<Class<?>, String> blocked) {
        if (blocked.equals(noted)) {
            return;
        }
        @Nullable ServiceReference<PlugIns> reference = context.getServiceReference(PlugIns.class);
        PlugIns plugIns = reference == null ? null : context.getService(reference);
        if (reference == null || plugIns == null) {
            return;
        }
        try {
            Set<Class<?>> changed = new HashSet<>(noted.keySet());
            changed.addAll(blocked.keySet());
            changed.forEach(type -> plugIns.note(type, blocked.getOrDefault(type, "")));
            noted = Map.copyOf(blocked);
        } finally {
            context.ungetService(reference);
        }
    }
}
