// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** All PIDs that a component of the hub reads, with or without a definition. */
final class KnownPids {
    private final BundleContext context;
    private final Definitions definitions;
    private final ServiceComponentRuntime components;

    KnownPids(BundleContext context, Definitions definitions, ServiceComponentRuntime components) {
        this.context = context;
        this.definitions = definitions;
        this.components = components;
    }

    Set<String> all() {
        Set<String> pids = new TreeSet<>(definitions.pids());
        components
                .getComponentDescriptionDTOs()
                .forEach(component -> pids.addAll(Arrays.asList(component.configurationPid)));
        for (String type :
                List.of(ManagedService.class.getName(), ManagedServiceFactory.class.getName())) {
            addServicePids(pids, type);
        }
        return pids;
    }

    private void addServicePids(Set<String> pids, String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            for (ServiceReference<?> reference :
                    references == null ? new ServiceReference<?>[0] : references) {
                Object pid = reference.getProperty(Constants.SERVICE_PID);
                if (pid instanceof String one) {
                    pids.add(one);
                } else if (pid instanceof String[] several) {
                    pids.addAll(Arrays.asList(several));
                } else if (pid instanceof Collection<?> several) {
                    several.forEach(each -> pids.add(String.valueOf(each)));
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }
}
