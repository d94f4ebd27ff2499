// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The other hubs. */
@ObjectClassDefinition(
        name = "Cluster",
        description = "Other hubs that hear the same network sources when this one cannot.")
public @interface ClusterConfig {
    @AttributeDefinition(
            name = "Partner",
            description =
                    "The other hubs, host or host:port, separated by commas, for example"
                            + " other-hub.local.")
    String[] partner() default {};

    @AttributeDefinition(
            name = "Key",
            description =
                    "16 characters or more, the same on all hubs; $[file:cluster.secret] keeps it"
                            + " out of this file.",
            type = AttributeType.PASSWORD)
    String key() default "";

    @AttributeDefinition(
            name = "Name",
            description = "What the others call this hub; empty: the name of the machine.",
            required = false)
    String name() default "";

    @AttributeDefinition(
            name = "Port",
            description = "TCP port at which the others reach this hub, 1024 to 65535.",
            min = "1024",
            max = "65535")
    int port() default 7_800;

    @AttributeDefinition(
            name = "Host",
            description =
                    "Address of this machine that the others reach; empty: that on the way to a"
                            + " partner.",
            required = false)
    String host() default "";

    @AttributeDefinition(
            name = "Sharing",
            description =
                    "spare: the hub that has been there longest hears everything; spread: the"
                            + " sources are divided among all.",
            options = {
                @Option(label = "Spare", value = "spare"),
                @Option(label = "Spread", value = "spread")
            })
    String sharing() default "spare";

    @AttributeDefinition(
            name = "Share",
            description =
                    "What is the same on all hubs, whichever of them it is set on: rules (with"
                            + " people), users, sounds (taught ones), model (which ones listen)."
                            + " Separated by commas.",
            required = false)
    String[] share() default {"rules", "users", "sounds", "model"};
}
