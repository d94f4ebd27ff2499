// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The definitions of all resolved bundles. They are read when a configuration is delivered, not
 * when the bundle starts, because the configuration may be delivered first. An unresolved bundle is
 * skipped: reading it would resolve it, and make a concurrent start fail. Thread-safe.
 */
final class Definitions {
    private record Declared(long lastModified, Map<String, Definition> byPid) {}

    private final BundleContext context;
    private final MetaTypeService metaTypes;
    private final Map<Long, Declared> bundles = new ConcurrentHashMap<>();

    Definitions(BundleContext context, MetaTypeService metaTypes) {
        this.context = context;
        this.metaTypes = metaTypes;
    }

    /** The definition of a PID or factory PID. */
    Optional<Definition> of(String pid) {
        return Arrays.stream(context.getBundles())
                .map(this::declared)
                .filter(declared -> declared.containsKey(pid))
                .map(declared -> declared.get(pid))
                .findFirst();
    }

    /** All PIDs and factory PIDs that bundles declare. */
    Set<String> pids() {
        Set<String> pids = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            pids.addAll(declared(bundle).keySet());
        }
        return pids;
    }

    /** The bundle that declares a PID or factory PID. */
    Optional<Bundle> declaring(String pid) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> declared(bundle).containsKey(pid))
                .findFirst();
    }

    /** Its names and descriptions in a language, as far as its bundle has them. */
    Optional<ObjectClassDefinition> worded(String pid, String language) {
        return declaring(pid)
                .map(metaTypes::getMetaTypeInformation)
                .map(information -> information.getObjectClassDefinition(pid, language));
    }

    /** Discards what may have changed: bundles that are gone, and definitions from services. */
    void refresh() {
        bundles.keySet().removeIf(id -> context.getBundle(id) == null);
        bundles.values().removeIf(declared -> declared.byPid().isEmpty());
    }

    private Map<String, Definition> declared(Bundle bundle) {
        if (bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.UNINSTALLED) {
            return Map.of();
        }
        long lastModified = bundle.getLastModified();
        return bundles.compute(
                        bundle.getBundleId(),
                        (id, known) ->
                                known != null && known.lastModified() == lastModified
                                        ? known
                                        : new Declared(lastModified, read(bundle)))
                .byPid();
    }

    private Map<String, Definition> read(Bundle bundle) {
        Map<String, Definition> byPid = new LinkedHashMap<>();
        MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
        if (information != null) {
            add(byPid, information, information.getPids(), false);
            add(byPid, information, information.getFactoryPids(), true);
        }
        return Map.copyOf(byPid);
    }

    private static void add(
            Map<String, Definition> byPid,
            MetaTypeInformation information,
            String[] pids,
            boolean factory) {
        for (String pid : pids) {
            byPid.put(
                    pid,
                    new Definition(
                            information.getObjectClassDefinition(pid, null),
                            !pid.startsWith("org.apache.felix."),
                            factory));
        }
    }
}
