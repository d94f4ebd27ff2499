// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.hub.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks configurations before the components receive them: an invalid value is removed, so that
 * the default applies, and an error is logged. It must start before the components that it guards.
 */
@Component(
        name = ConfigurationGuard.PID,
        immediate = true,
        property = {
            ConfigurationPlugin.CM_RANKING + ":Integer=500",
            "config.plugin.id=" + ConfigurationGuard.PID
        })
@Designate(ocd = ConfigurationGuard.Config.class)
public final class ConfigurationGuard
        implements ConfigurationPlugin, ConfigurationListener, HealthCheck {
    static final String PID = "io.soribit.config";
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationGuard.class);

    /** Configuration of the guard. */
    @ObjectClassDefinition(
            name = "Configuration guard",
            description = "Reports errors in configuration files.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "Settling time",
                description =
                        "Seconds without a change of bundles and configurations, 0 to 3600, after"
                                + " which unused files are reported.",
                min = "0",
                max = "3600")
        int settle__seconds() default 5;

        @AttributeDefinition(
                name = "Read elsewhere",
                description =
                        "PIDs whose readers are not installed here, and not reported as unused; * means"
                                + " all.")
        String[] elsewhere() default {};
    }

    private final Problems problems = new Problems();
    private final Inspector inspector;
    private final QuietPeriod quietPeriod;

    @Activate
    public ConfigurationGuard(
            BundleContext context,
            Config config,
            @Reference ConfigurationAdmin configurations,
            @Reference MetaTypeService metaTypes,
            @Reference ServiceComponentRuntime components) {
        @Nullable String property = context.getProperty("soribit.data");
        Path data = Path.of(property == null ? "" : property);
        Definitions definitions = new Definitions(context, metaTypes);
        KnownPids known = new KnownPids(context, definitions, components);
        inspector =
                new Inspector(
                        configurations,
                        definitions,
                        known,
                        problems,
                        new PageHost(data),
                        new SecretReferences(data.resolve("etc"), System.getenv()),
                        Set.copyOf(List.of(config.elsewhere())));
        quietPeriod = new QuietPeriod(context, config.settle__seconds(), this::survey);
        quietPeriod.start();
    }

    @Deactivate
    void stop() {
        quietPeriod.close();
    }

    @Override
    public void modifyConfiguration(
            ServiceReference<?> reference, Dictionary<String, Object> properties) {
        inspector.inspect(properties);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            problems.forget(event.getPid());
        }
        quietPeriod.changed();
    }

    @Override
    public String name() {
        return "configuration";
    }

    /** One result per problem, or a single one if there is none. */
    @Override
    public List<Result> check() {
        survey();
        List<String> messages = problems.messages();
        if (messages.isEmpty()) {
            return List.of(Result.ok("configuration: " + problems.pids().size() + " checked"));
        }
        return messages.stream().map(message -> Result.critical(message, "")).toList();
    }

    private void survey() {
        try {
            inspector.survey();
        } catch (IOException | RuntimeException e) {
            LOG.error("configurations cannot be listed: check the hub's data folder", e);
        }
    }
}
