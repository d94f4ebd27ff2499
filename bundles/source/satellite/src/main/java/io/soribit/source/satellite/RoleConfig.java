// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The role of a satellite. */
@ObjectClassDefinition(
        name = "Satellite",
        description =
                "This hub hears for another one, the house: it sends its sounds to the broker of the"
                        + " house and raises no alert. Read when the hub starts.")
public @interface RoleConfig {
    @AttributeDefinition(
            name = "House",
            description = "The broker of the house, for example ssl://house.local:8883.",
            required = false)
    String house() default "";
}
