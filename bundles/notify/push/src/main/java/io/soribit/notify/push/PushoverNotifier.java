// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.hub.Alerts;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.time.MonotonicClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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
    private final PushFile file;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alerts alerts;

    @Activate
    public PushoverNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        file = new PushFile(LOG, properties);
        @Nullable Pushover pushover = pushover(context, config);
        if (pushover == null) {
            polls = null;
            return;
        }
        polls = new PeriodicTask("soribit-" + file.name(), POLL, pushover::poll);
        file.register(context, pushover);
    }

    private @Nullable Pushover pushover(BundleContext context, Config config) {
        try {
            PushoverSettings settings = PushoverSettings.of(config, file.name(), file::warn);
            Receipts receipts = new Receipts(receiptFile(context));
            return new Pushover(settings, web, MonotonicClock.SYSTEM, receipts, this::seen);
        } catch (IllegalArgumentException e) {
            file.refuse(e);
            return null;
        }
    }

    private @Nullable Path receiptFile(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        String name = file.name().replaceAll("[:/\\\\]", "-") + "-receipts";
        return data == null ? null : Path.of(data, "state", name);
    }

    /** One that the hub does not know is ignored, once it can know it. */
    private boolean seen(String id, String by) {
        @Nullable Alerts all = alerts;
        if (all != null) {
            file.acknowledge(all, id, by);
        }
        return all != null;
    }

    @Deactivate
    void deactivate() {
        file.close();
        @Nullable PeriodicTask polling = polls;
        if (polling != null) {
            polling.close();
        }
        web.close();
    }
}
