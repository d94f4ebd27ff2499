// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Notifier;
import io.soribit.api.hub.Devices;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts for another program. It registers its services by hand: the properties of a component's
 * service would show the secret.
 */
@Component(
        immediate = true,
        service = {},
        name = WebhookNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookNotifier.Config.class, factory = true)
public final class WebhookNotifier {
    static final String PID = "io.soribit.notify.push.webhook";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookNotifier.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** One receiver. */
    @ObjectClassDefinition(
            name = "Soribit webhook",
            description = "Alerts for another program; several files for several of them.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "URL",
                description = "Where alerts are sent (POST, JSON); redirects are not followed.")
        String url() default "";

        @AttributeDefinition(
                name = "Secret",
                description = "What messages are signed with; the receiver knows it, too.",
                type = AttributeType.PASSWORD)
        String secret() default "";

        @AttributeDefinition(
                name = "Hub",
                description = "Name of this hub, for the receiver.",
                required = false)
        String hub() default "hub";

        @AttributeDefinition(
                name = "Headers",
                description =
                        "Further headers, for example Authorization: Bearer ..., separated by"
                                + " commas.",
                type = AttributeType.PASSWORD,
                required = false)
        String[] headers() default {};

        @AttributeDefinition(
                name = "Template",
                description =
                        "The body as the receiver wants it, for example"
                                + " {\"text\":\"{{name}}: {{rooms}}\"}. Empty: the hub's own"
                                + " document.",
                required = false)
        String template() default "";

        @AttributeDefinition(
                name = "Content type",
                description = "Of the template; values are escaped for it.",
                required = false)
        String content__type() default "application/json";
    }

    private final Web web = new Web(TIMEOUT, "webhook");
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public WebhookNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        String file = "etc/" + pid.replace('~', '-') + ".cfg";
        try {
            WebhookSettings settings =
                    WebhookSettings.of(
                            config, name(pid), problem -> LOG.warn("{}: {}", file, problem));
            Webhook webhook = new Webhook(settings, web, Clock.systemUTC());
            registrations.add(context.registerService(Notifier.class, webhook, null));
            registrations.add(context.registerService(Devices.class, webhook, null));
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}", file, e.getMessage());
        }
    }

    /** What the person called it: the end of the file's name. */
    static String name(String pid) {
        int end = pid.indexOf('~');
        return "webhook" + (end < 0 ? "" : ":" + pid.substring(end + 1));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        web.close();
    }
}
