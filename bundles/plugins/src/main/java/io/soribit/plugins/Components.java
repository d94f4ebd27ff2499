// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What Declarative Services know of the components of a started bundle. */
final class Components {
    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** The worst of its components; started if it has none. */
    Verdict of(Bundle bundle) {
        Verdict worst = Verdict.STARTED;
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (Verdict verdict : of(component).stream().toList()) {
                if (verdict.state().compareTo(worst.state()) > 0) {
                    worst = verdict;
                }
            }
        }
        return worst;
    }

    private Optional<Verdict> of(ComponentDescriptionDTO component) {
        if (!runtime.isComponentEnabled(component)) {
            return Optional.empty();
        }
        Collection<ComponentConfigurationDTO> instances =
                runtime.getComponentConfigurationDTOs(component);
        if (instances.isEmpty()) {
            return "require".equals(component.configurationPolicy)
                    ? Optional.of(unconfigured(component))
                    : Optional.empty();
        }
        return instances.stream()
                .map(instance -> of(component, instance))
                .max((a, b) -> a.state().compareTo(b.state()));
    }

    private static Verdict of(
            ComponentDescriptionDTO component, ComponentConfigurationDTO instance) {
        return switch (instance.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> unconfigured(component);
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                    unsatisfied(component, instance);
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    Verdict.failed(
                            component.implementationClass + " failed: " + cause(instance.failure));
            default -> Verdict.STARTED;
        };
    }

    private static Verdict unconfigured(ComponentDescriptionDTO component) {
        return Verdict.waiting(
                component.implementationClass
                        + " needs a configuration: write etc/"
                        + String.join(".cfg or etc/", component.configurationPid)
                        + ".cfg");
    }

    private static Verdict unsatisfied(
            ComponentDescriptionDTO component, ComponentConfigurationDTO instance) {
        UnsatisfiedReferenceDTO missing = instance.unsatisfiedReferences[0];
        String service =
                Arrays.stream(component.references)
                        .filter(reference -> reference.name.equals(missing.name))
                        .map((ReferenceDTO reference) -> reference.interfaceName)
                        .findFirst()
                        .orElse(missing.name);
        return Verdict.waiting(component.implementationClass + " needs a service " + service);
    }

    /** The last cause in a printed stack trace, and where it arose. */
    private static String cause(String trace) {
        String[] lines = trace.lines().toArray(String[]::new);
        String cause = lines[0];
        String position = "";
        for (int i = 0; i < lines.length; i++) {
            boolean caused = lines[i].startsWith("Caused by: ");
            if (caused) {
                cause = lines[i].substring("Caused by: ".length());
            }
            boolean follows = i + 1 < lines.length && lines[i + 1].strip().startsWith("at ");
            if ((caused || i == 0) && follows) {
                position = " " + lines[i + 1].strip();
            }
        }
        return cause + position;
    }
}
