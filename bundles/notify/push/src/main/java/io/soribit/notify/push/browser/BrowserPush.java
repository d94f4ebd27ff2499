// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import io.soribit.api.Notifier;
import io.soribit.api.hub.Devices;
import io.soribit.api.setting.WebPush;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.notify.push.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browsers that want alerts: each is a notifier of its own, as long as its device is paired.
 * Services are registered by hand, as browsers come and go.
 */
@Component(immediate = true, service = WebPush.class, configurationPid = BrowserPush.PID)
@Designate(ocd = BrowserPush.Config.class)
public final class BrowserPush implements WebPush {
    static final String PID = "io.soribit.notify.push.browser";
    private static final Logger LOG = LoggerFactory.getLogger(BrowserPush.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int MOST = 100;

    /** Configuration of alerts in browsers. */
    @ObjectClassDefinition(
            name = "Soribit push to browsers",
            description = "Alerts on paired devices that have switched them on, by Web Push.")
    public @interface Config {
        @AttributeDefinition(
                name = "Push services",
                description =
                        "Hosts to which alerts may be sent, encrypted; what begins with a dot is the"
                                + " end of a name. Those of the usual browsers are known.")
        String[] services() default {
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            ".push.services.mozilla.com",
            "web.push.apple.com",
            ".push.apple.com",
            ".notify.windows.com"
        };

        @AttributeDefinition(
                name = "Contact",
                description =
                        "Whom a push service may ask about messages of this hub, for example"
                                + " mailto:me@example.org; Apple wants one. Empty: nobody.",
                required = false)
        String contact() default "";
    }

    private record Registered(BrowserTarget target, Runnable unregister) {}

    private final Function<BrowserTarget, Runnable> registry;
    private final Set<String> services;
    private final Path keyFile;
    private final String contact;
    private final Pairings pairings;
    private final SubscriptionFile file;
    private final Web web;
    private final Clock clock;
    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final PeriodicTask check;
    private @Nullable Vapid vapid;

    /**
     * Registers those who have subscribed before.
     *
     * @throws IOException if the hub's key can be neither read nor made
     */
    @Activate
    public BrowserPush(BundleContext context, Config config) throws IOException {
        this(
                Path.of(context.getProperty("soribit.data")),
                config,
                target -> services(context, target),
                new Web(TIMEOUT, "webpush"),
                Clock.systemUTC());
    }

    /**
     * @param registry makes a target known to the hub; what it returns takes that back
     */
    BrowserPush(
            Path data,
            Config config,
            Function<BrowserTarget, Runnable> registry,
            Web web,
            Clock clock)
            throws IOException {
        this.registry = registry;
        this.web = web;
        this.clock = clock;
        services = Set.of(config.services());
        keyFile = data.resolve("state").resolve("web-push-key");
        contact = config.contact().strip();
        pairings = new Pairings(data.resolve("etc").resolve("page-users"));
        file = new SubscriptionFile(data.resolve("state").resolve("web-push"));
        for (Subscription subscription : file.read().values()) {
            register(subscription);
        }
        check = new PeriodicTask("soribit-webpush", PERIOD, this::check);
    }

    private static Runnable services(BundleContext context, BrowserTarget target) {
        ServiceRegistration<?> notifier = context.registerService(Notifier.class, target, null);
        ServiceRegistration<?> devices = context.registerService(Devices.class, target, null);
        return () -> {
            notifier.unregister();
            devices.unregister();
        };
    }

    @Override
    public synchronized String key() throws IOException {
        return vapid().key();
    }

    @Override
    public synchronized boolean subscribed(String device) {
        return registered.containsKey(device);
    }

    @Override
    public synchronized void subscribe(
            String device, String endpoint, String key, String secret, String language)
            throws IOException {
        String pairing =
                pairings.of(device)
                        .orElseThrow(() -> new IllegalArgumentException(device + " is not paired"));
        Subscription next =
                new Subscription(
                        device, pairing, URI.create(endpoint), key, secret, known(language));
        next.check(services);
        if (registered.size() >= MOST && !registered.containsKey(device)) {
            throw new IllegalArgumentException(
                    "there are " + MOST + " devices already: switch alerts off on another one");
        }
        Map<String, Subscription> all = subscriptions();
        all.put(device, next);
        file.write(all.values());
        unregister(device);
        register(next);
        LOG.info("alerts are pushed to {}", next);
    }

    private static String known(String language) {
        return language.equals("ko") ? language : "en";
    }

    @Override
    public synchronized void unsubscribe(String device) throws IOException {
        Map<String, Subscription> all = subscriptions();
        if (all.remove(device) != null) {
            file.write(all.values());
            unregister(device);
            LOG.info("no alerts are pushed to {} any more", device);
        }
    }

    private Map<String, Subscription> subscriptions() {
        Map<String, Subscription> all = new LinkedHashMap<>();
        registered.forEach((device, one) -> all.put(device, one.target().subscription()));
        return all;
    }

    private Vapid vapid() throws IOException {
        Vapid known = vapid;
        if (known == null) {
            known = Vapid.of(keyFile, contact);
            vapid = known;
        }
        return known;
    }

    private void register(Subscription subscription) throws IOException {
        BrowserTarget target = new BrowserTarget(subscription, vapid(), pairings, web, clock);
        registered.put(subscription.device(), new Registered(target, registry.apply(target)));
    }

    private void unregister(String device) {
        Registered gone = registered.remove(device);
        if (gone != null) {
            gone.unregister().run();
        }
    }

    /** Takes away those who are not paired any more, or have switched alerts off elsewhere. */
    void check() {
        for (Registered one : copy()) {
            Subscription subscription = one.target().subscription();
            try {
                boolean paired =
                        pairings.of(subscription.device())
                                .filter(subscription.pairing()::equals)
                                .isPresent();
                if (!paired || one.target().gone()) {
                    unsubscribe(subscription.device());
                }
            } catch (IOException e) {
                LOG.warn("cannot see whether {} is still paired", subscription, e);
            }
        }
    }

    private synchronized List<Registered> copy() {
        return new ArrayList<>(registered.values());
    }

    @Deactivate
    void deactivate() {
        check.close();
        copy().forEach(one -> one.unregister().run());
        web.close();
    }
}
