// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.person;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A person from a configuration file. */
@Component(
        service = PersonComponent.class,
        configurationPid = "io.soribit.alert.person",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PersonComponent.Config.class, factory = true)
public final class PersonComponent {
    /** Configuration of a person. */
    @ObjectClassDefinition(
            name = "Soribit person",
            description =
                    "Who sees alerts on devices of their own. One file each,"
                            + " io.soribit.alert.person-NAME.cfg.")
    public @interface Config {
        @AttributeDefinition(
                name = "Name",
                description = "As it is shown. Empty: that of the file.",
                required = false)
        String name() default "";

        @AttributeDefinition(
                name = "Devices",
                description =
                        "Phones, displays, lamps and bed shakers that are theirs alone, as rules call"
                                + " them.",
                required = false)
        String[] devices() default {};

        @AttributeDefinition(
                name = "Users",
                description =
                        "Users of the page, paired devices and names in payloads of MQTT by which"
                                + " they say that they have seen an alert.",
                required = false)
        String[] users() default {};

        @AttributeDefinition(
                name = "Rooms",
                description =
                        "Rooms whose alerts they have to see where each person has to; floor2/* is"
                                + " all rooms of a zone. Empty: all.",
                required = false)
        String[] rooms() default {};
    }

    private final Person person;

    @Activate
    public PersonComponent(Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        String file = pid.substring(pid.indexOf('~') + 1);
        String name = config.name().isBlank() ? file : config.name().strip();
        person =
                new Person(
                        name,
                        entries(config.devices()),
                        entries(config.users()),
                        entries(config.rooms()));
    }

    private static Set<String> entries(String[] lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Person person() {
        return person;
    }
}
