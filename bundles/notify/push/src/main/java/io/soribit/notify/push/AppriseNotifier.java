// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.common.time.MonotonicClock;
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
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts by an Apprise API server. It registers its services by hand: the properties of a
 * component's service would show the secrets.
 */
@Component(
        immediate = true,
        service = {},
        name = AppriseNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AppriseNotifier.Config.class, factory = true)
public final class AppriseNotifier {
    static final String PID = "io.soribit.notify.push.apprise";
    private static final Logger LOG = LoggerFactory.getLogger(AppriseNotifier.class);

    /** It answers when all services have. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** One configuration of one server. */
    @ObjectClassDefinition(
            name = "Soribit push by Apprise",
            description =
                    "Alerts by Telegram, Signal and others, through an Apprise API server; several"
                            + " files for several of them.")
    public @interface Config {
        @AttributeDefinition(name = "URL", description = "The Apprise API server.")
        String url() default "http://127.0.0.1:8000";

        @AttributeDefinition(
                name = "Key",
                description = "Of the configuration at the server.",
                type = AttributeType.PASSWORD,
                required = false)
        String key() default "";

        @AttributeDefinition(
                name = "URLs",
                description = "Of services (tgram://...), instead of a key, separated by commas.",
                type = AttributeType.PASSWORD,
                required = false)
        String[] urls() default {};

        @AttributeDefinition(
                name = "Tag",
                description = "Only services of the configuration with this tag.",
                required = false)
        String tag() default "";

        @AttributeDefinition(name = "User", description = "Empty for none.", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "Password",
                description = "Of the user.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(
                name = "Language",
                description = "Language of what is pushed.",
                options = {
                    @Option(label = "English", value = "en"),
                    @Option(label = "한국어", value = "ko")
                })
        String language() default "en";
    }

    private final Web web = new Web(TIMEOUT, "apprise");
    private final PushFile file;

    @Activate
    public AppriseNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        file = new PushFile(LOG, properties);
        try {
            AppriseSettings settings = AppriseSettings.of(config, file.name(), file::warn);
            Apprise apprise = new Apprise(settings, web, MonotonicClock.SYSTEM);
            file.register(context, apprise);
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
