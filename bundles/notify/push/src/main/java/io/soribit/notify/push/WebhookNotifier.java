// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
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
                description = "Where alerts are sent (POST, JSON); redirects are not followed.",
                type = AttributeType.PASSWORD) // who knows it can often send to it
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
    private final PushFile file;

    @Activate
    public WebhookNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        file = new PushFile(LOG, properties);
        try {
            WebhookSettings settings = WebhookSettings.of(config, file.name(), file::warn);
            Webhook webhook = new Webhook(settings, web, Clock.systemUTC());
            file.register(context, webhook);
        } catch (IllegalArgumentException e) {
            file.refuse(e);
        }
    }

    @Deactivate
    void deactivate() {
        file.close();
        web.close();
    }
}
