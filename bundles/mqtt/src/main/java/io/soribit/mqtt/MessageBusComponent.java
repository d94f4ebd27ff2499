// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.Rooms;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.MqttBroker;
import io.soribit.common.io.MachineName;
import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.TlsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the hub to the configured broker, or else to its own. It registers its services itself:
 * the properties of a component's service would show the password.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.MessageBus\"")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.hub.HealthCheck\"")
@Component(
        immediate = true,
        service = {},
        configurationPid = "io.soribit.notify.mqtt")
@Designate(ocd = MessageBusComponent.Config.class)
public final class MessageBusComponent {
    private static final Logger LOG = LoggerFactory.getLogger(MessageBusComponent.class);
    private static final String FILE = "etc/io.soribit.notify.mqtt.cfg";

    /** The name of hubs that are older than the file of their name. */
    private static final String FORMER = "hub";

    /** The usual name of a satellite, which its house expects. */
    private static final String SATELLITE = "satellite";

    /** The framework property that names a hub without a configuration. */
    private static final String NAME = "soribit.hub";

    /** The framework property of a satellite: the broker of its house. */
    private static final String HOUSE = "soribit.house";

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** Configuration of the connection. */
    @ObjectClassDefinition(
            name = "Soribit MQTT",
            description = "The broker that the hub connects to, and the hub's name there.")
    public @interface Config {
        @AttributeDefinition(
                name = "URL",
                description =
                        "Address of a broker, for example tcp://192.168.1.5:1883 or"
                                + " ssl://broker.example:8883. Several, separated by commas: the"
                                + " first that answers. Empty: the hub's own broker.",
                required = false)
        String url() default "";

        @AttributeDefinition(
                name = "Hub",
                description =
                        "Name of this hub: its topics begin with soribit/<hub>. Empty: the name of this"
                                + " machine and an id, made once.",
                required = false)
        String hub() default "";

        @AttributeDefinition(name = "User", description = "Empty for none.", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "Password",
                description = "Empty for none.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(
                name = "Client id",
                description =
                        "MQTT client id, unique at the broker. Empty: soribit-<hub>-<id>, with an id"
                                + " that each hub makes for itself once.",
                required = false)
        String client__id() default "";

        @AttributeDefinition(
                name = "Authorities",
                description =
                        "For ssl:// and wss://: PEM file of the authority that signed the broker's certificate."
                                + " Empty: the authorities that this machine's Java knows.",
                required = false)
        String ca() default "";

        @AttributeDefinition(
                name = "Certificate",
                description =
                        "Client certificate, for brokers that require one: a PEM or PKCS#12 file. Empty for"
                                + " none.",
                required = false)
        String certificate() default "";

        @AttributeDefinition(
                name = "Key",
                description =
                        "PEM file (PKCS#8) of the certificate's private key. Empty: it is in the"
                                + " same file.",
                required = false)
        String key() default "";

        @AttributeDefinition(
                name = "Password of the key",
                description = "Empty for none.",
                type = AttributeType.PASSWORD,
                required = false)
        String key__password() default "";
    }

    private final @Nullable MqttMessageBus bus;
    private final boolean ownBroker;
    private final @Nullable ServiceRegistration<MessageBus> registration;
    private final ServiceRegistration<?> check;
    private final @Nullable NameWatch names;

    @Activate
    public MessageBusComponent(BundleContext context, Config config) {
        String url = url(context, config);
        ownBroker = url.isEmpty();
        check =
                context.registerService(
                        HealthCheck.class,
                        new ConnectionCheck(url, () -> settings(context, config)),
                        null);
        if ("none".equals(context.getProperty("soribit.mqtt"))) {
            bus = null;
            registration = null;
            names = null;
            return;
        }
        BusSettings settings = settings(context, config);
        bus = new MqttMessageBus(settings, instance(context));
        names = new NameWatch(bus, System::nanoTime);
        if (!ownBroker) {
            bus.brokers(parse(url));
        }
        registration =
                context.registerService(
                        MessageBus.class,
                        bus,
                        FrameworkUtil.asDictionary(Map.of("hub", settings.hub())));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindBroker(MqttBroker broker) {
        if (bus != null && ownBroker) {
            bus.broker(broker.uri(), broker.user(), broker.password());
        }
    }

    void unbindBroker(MqttBroker broker) {
        if (bus != null && ownBroker) {
            try {
                bus.leave(broker.uri(), GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Deactivate
    void deactivate() {
        check.unregister();
        if (registration != null) {
            registration.unregister();
        }
        if (names != null) {
            names.close();
        }
        if (bus != null) {
            bus.close();
        }
    }

    private static String url(BundleContext context, Config config) {
        @Nullable String house = context.getProperty(HOUSE);
        return house == null ? config.url().strip() : house;
    }

    private static String instance(BundleContext context) {
        return HubInstance.of(instanceFile(context));
    }

    private static Path instanceFile(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        return data == null
                ? context.getDataFile("instance").toPath()
                : Path.of(data, "mqtt-instance");
    }

    private static String name(BundleContext context) {
        if (context.getProperty(HOUSE) != null) {
            return SATELLITE;
        }
        @Nullable String given = context.getProperty(NAME);
        if (given != null) {
            return checkHub(given);
        }
        @Nullable String data = context.getProperty("soribit.data");
        Path file =
                data == null
                        ? context.getDataFile("hub-name").toPath()
                        : Path.of(data, "state", "hub-name");
        @Nullable String former = Files.exists(instanceFile(context)) ? FORMER : null;
        return HubName.of(file, former, MachineName.get(), instance(context));
    }

    /** One level of topics. */
    private static String checkHub(String name) {
        if (name.contains("/")) {
            throw new IllegalArgumentException("the name of a hub has no slash: " + name);
        }
        return Rooms.check(name);
    }

    private static BusSettings settings(BundleContext context, Config config) {
        String hub = config.hub().strip();
        String made = name(context);
        try {
            boolean isHouse = context.getProperty(HOUSE) != null && hub.equals(FORMER);
            hub = hub.isEmpty() || isHouse ? made : checkHub(hub);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "hub '{}' in {} cannot be used: 1 to 64 characters, none of / + # \". Using"
                            + " '{}' until that is corrected",
                    hub,
                    FILE,
                    made,
                    e);
            hub = made;
        }
        String id = config.client__id().strip();
        return new BusSettings(
                hub,
                id.isEmpty() ? "soribit-" + hub + "-" + instance(context) : id,
                config.user(),
                config.password(),
                TlsSettings.of(
                        folder(context),
                        config.ca(),
                        config.certificate(),
                        config.key(),
                        config.key__password()));
    }

    /** The folder of the configuration: relative file names start there. */
    private static Path folder(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        return data == null ? Path.of("") : Path.of(data, "etc").toAbsolutePath();
    }

    private static List<URI> parse(String urls) {
        try {
            return BrokerAddress.parseAll(urls);
        } catch (IllegalArgumentException e) {
            LOG.error("url in {}: {}. The hub continues without MQTT", FILE, e.getMessage());
            return List.of();
        }
    }
}
