// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.probe;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Tells what it was configured with. */
@Component(name = "soribit.probe", property = "probe=settings")
@Designate(ocd = Probe.Config.class, factory = true)
public final class Probe implements Supplier<List<Object>> {
    /** One key of each kind. */
    @ObjectClassDefinition
    public @interface Config {
        int generation() default 0;

        @AttributeDefinition(min = "1", max = "10", description = "Flashes, 1 to 10.")
        int count() default 3;

        float gain() default 0.5f;

        boolean loud() default true;

        @AttributeDefinition(options = {@Option(value = "fast"), @Option(value = "slow")})
        String mode() default "slow";

        long[] steps() default {1, 2};

        char letter() default 'a';

        @AttributeDefinition(description = "Where the lamp stands.")
        String place();

        @AttributeDefinition(description = "Where the secret is sent.", required = false)
        String url() default "";

        @AttributeDefinition(type = AttributeType.PASSWORD, options = @Option(value = "sesame"))
        String secret() default "sesame";
    }

    private final List<Object> settings;

    @Activate
    public Probe(Config config) {
        Class<? extends Annotation> type = config.annotationType();
        settings =
                Arrays.asList(
                        config.count(),
                        config.gain(),
                        config.loud(),
                        config.mode(),
                        Arrays.toString(config.steps()),
                        config.letter(),
                        config.place(),
                        config.secret(),
                        type.getSimpleName());
    }

    @Override
    public List<Object> get() {
        return settings;
    }
}
