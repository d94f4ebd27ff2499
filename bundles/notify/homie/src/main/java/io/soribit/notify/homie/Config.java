// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the Homie device. */
@ObjectClassDefinition(
        name = "Soribit Homie",
        description = "The hub and its rooms as a device of the Homie convention 5.")
@interface Config {
    @AttributeDefinition(
            name = "Enabled",
            description = "On shows the hub as a Homie device; off removes it.")
    boolean enabled() default false;

    @AttributeDefinition(name = "Domain", description = "First level of the topics, without /.")
    String domain() default "homie";

    @AttributeDefinition(
            name = "Language",
            description = "Language of the names. Empty: that of this machine.",
            required = false,
            options = {
                @Option(label = "of this machine", value = ""),
                @Option(label = "English", value = "en"),
                @Option(label = "한국어", value = "ko")
            })
    String language() default "";
}
