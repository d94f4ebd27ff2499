// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Notifier;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts on phones by Pushover. It registers its services by hand: the properties of a component's
 * service would show the token.
 */
@Component(
        immediate = true,
        service = {},
        name = PushoverNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PushoverNotifier.Config.class, factory = true)
public final class PushoverNotifier {
    static final String PID = "io.soribit.notify.push.pushover";
    private static final Logger LOG = LoggerFactory.getLogger(PushoverNotifier.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(5);

    /** One user or group. */
    @ObjectClassDefinition(
            name = "Soribit push by Pushover",
            description = "Alerts on phones; several files for several users or groups.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "Token",
                description = "Of an application of yours at pushover.net.",
                type = AttributeType.PASSWORD)
        String token() default "";

        @AttributeDefinition(
                name = "User",
                description = "The key of your account or group at pushover.net.",
                type = AttributeType.PASSWORD)
        String user() default "";

        @AttributeDefinition(
                name = "Device",
                description = "Name of one of the phones. Empty: all.",
                required = false)
        String device() default "";

        @AttributeDefinition(
                name = "Public URL",
                description = "The hub's page as phones reach it: a tap opens it.",
                required = false)
        String public__url() default "";

        @AttributeDefinition(name = "URL", description = "The server.", required = false)
        String url() default "https://api.pushover.net";

        @AttributeDefinition(
                name = "Language",
                description = "Language of what is pushed.",
                options = {
                    @Option(label = "English", value = "en"),
                    @Option(label = "한국어", value = "ko")
                })
        String language() default "en";
    }

    private final Web web = new Web(TIMEOUT, "pushover");
    private final @Nullable PeriodicTask polls;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alerts alerts;

    @Activate
    public PushoverNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        String file = "etc/" + pid.replace('~', '-') + ".cfg";
        @Nullable Pushover pushover = pushover(config, name(pid), file);
        if (pushover == null) {
            polls = null;
            return;
        }
        polls = new PeriodicTask("soribit-" + name(pid), POLL, pushover::poll);
        registrations.add(context.registerService(Notifier.class, pushover, null));
        registrations.add(context.registerService(Devices.class, pushover, null));
    }

    private @Nullable Pushover pushover(Config config, String name, String file) {
        try {
            PushoverSettings settings =
                    PushoverSettings.of(config, name, problem -> LOG.warn("{}: {}", file, problem));
            return new Pushover(settings, web, Clock.systemUTC(), this::seen);
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}", file, e.getMessage());
            return null;
        }
    }

    /** What the person called it: the end of the file's name. */
    static String name(String pid) {
        int end = pid.indexOf('~');
        return "pushover" + (end < 0 ? "" : ":" + pid.substring(end + 1));
    }

    private void seen(String id, String by) {
        @Nullable Alerts all = alerts;
        if (all == null || !all.acknowledge(id, by)) {
            LOG.info("{}: ignoring the acknowledgement of alert {}: it is not active", by, id);
        }
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        @Nullable PeriodicTask polling = polls;
        if (polling != null) {
            polling.close();
        }
        web.close();
    }
}
