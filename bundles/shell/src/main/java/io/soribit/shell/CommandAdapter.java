// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HubCommand;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Registers each {@link HubCommand} once more as a {@code ToIntFunction<String[]>} with its name as
 * the property {@code soribit.command}: the launcher is outside of the framework and shares only
 * the JDK's types with it.
 */
@Component(
        immediate = true,
        service = {})
public final class CommandAdapter {
    private final BundleContext context;
    private final Map<HubCommand, ServiceRegistration<?>> registrations = new ConcurrentHashMap<>();

    @Activate
    public CommandAdapter(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCommand(HubCommand command) {
        ToIntFunction<String[]> function = command::run;
        registrations.put(
                command,
                context.registerService(
                        ToIntFunction.class,
                        function,
                        FrameworkUtil.asDictionary(Map.of("soribit.command", command.name()))));
    }

    void unbindCommand(HubCommand command) {
        ServiceRegistration<?> registration = registrations.remove(command);
        if (registration != null) {
            registration.unregister();
        }
    }
}
