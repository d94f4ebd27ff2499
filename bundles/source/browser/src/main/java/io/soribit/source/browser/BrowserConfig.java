// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One phone or tablet. */
@ObjectClassDefinition(
        name = "Browser as a source",
        description =
                "A phone or tablet that lends its microphone; the page writes this, see its"
                        + " settings.")
public @interface BrowserConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: browser.ROOM, such as browser.hall.",
            required = false)
    String id() default "";

    @AttributeDefinition(name = "Room", description = "The room it hears.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "Device",
            description =
                    "The paired device, as 'soribit page' lists it; empty: a browser on the hub's"
                            + " own machine, while the page has no users.",
            required = false)
    String device() default "";
}
