// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.PageAddress;
import io.soribit.common.time.MonotonicClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
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
 * Alerts on phones by ntfy. It registers its services by hand: the properties of a component's
 * service would show the token and the password.
 */
@Component(
        immediate = true,
        service = {},
        name = NtfyNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NtfyNotifier.Config.class, factory = true)
public final class NtfyNotifier {
    static final String PID = "io.soribit.notify.push.ntfy";
    private static final Logger LOG = LoggerFactory.getLogger(NtfyNotifier.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** One topic of one server. */
    @ObjectClassDefinition(
            name = "Soribit push by ntfy",
            description = "Alerts on phones; several files for several topics or servers.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(name = "URL", description = "The ntfy server.")
        String url() default "https://ntfy.sh";

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                name = "Topic",
                description =
                        "Where alerts are published; nothing is pushed without. At ntfy.sh it is a"
                                + " password: choose one that nobody guesses.")
        String topic() default "";

        @AttributeDefinition(
                name = "Access token",
                description = "Empty for none.",
                type = AttributeType.PASSWORD,
                required = false)
        String token() default "";

        @AttributeDefinition(name = "User", description = "Empty for none.", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "Password",
                description = "Of the user.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                name = "Reply topic",
                description =
                        "Where phones say Seen; everybody must be allowed to write to it. Empty:"
                                + " one that nobody can guess.",
                required = false)
        String reply__topic() default "";

        @AttributeDefinition(
                name = "Public URL",
                description =
                        "The hub's page as phones reach it. If it is set, Seen goes there instead of"
                                + " to the reply topic, and a tap opens it.",
                required = false)
        String public__url() default "";

        @AttributeDefinition(
                name = "Language",
                description = "Language of what is pushed.",
                options = {
                    @Option(label = "English", value = "en"),
                    @Option(label = "한국어", value = "ko")
                })
        String language() default "en";
    }

    private final Web web = new Web(TIMEOUT, "ntfy");
    private final @Nullable NtfyReplies replies;
    private final PushFile file;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alerts alerts;

    @Reference(
            target = "(!(home=true))",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PageAddress page;

    /** The one for other devices, while the page is open to them. */
    @Reference(
            target = "(home=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PageAddress home;

    @Activate
    public NtfyNotifier(BundleContext context, Config config, Map<String, Object> properties) {
        file = new PushFile(LOG, properties);
        @Nullable NtfySettings settings = settings(context, config);
        if (settings == null) {
            replies = null;
            return;
        }
        Ntfy ntfy = new Ntfy(settings, web, MonotonicClock.SYSTEM, this::page);
        replies =
                settings.replyTopic().isEmpty()
                        ? null
                        : new NtfyReplies(
                                web,
                                settings,
                                Clock.systemUTC().instant(),
                                NtfyReplies.Times.USUAL,
                                id -> seen(id, settings.name()));
        file.register(context, ntfy);
    }

    private @Nullable NtfySettings settings(BundleContext context, Config config) {
        try {
            @Nullable String data = context.getProperty("soribit.data");
            Path key = data == null ? null : Path.of(data, "state", "push-key");
            return NtfySettings.of(config, file.name(), PushKey.of(key), file::warn);
        } catch (IllegalArgumentException e) {
            file.refuse(e);
            return null;
        }
    }

    private @Nullable URI page() {
        @Nullable PageAddress open = home;
        @Nullable PageAddress address = open == null ? page : open;
        return address == null ? null : address.uri();
    }

    private void seen(String id, String by) {
        file.acknowledge(alerts, id, by);
    }

    @Deactivate
    void deactivate() {
        file.close();
        @Nullable NtfyReplies listening = replies;
        if (listening != null) {
            listening.close();
        }
        web.close();
    }
}
