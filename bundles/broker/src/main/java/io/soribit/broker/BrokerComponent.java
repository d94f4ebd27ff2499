// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HubCommand;
import io.soribit.api.hub.MqttBroker;
import io.soribit.broker.users.BrokerCommand;
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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the hub's own broker unless another is configured, and registers it while it runs. It
 * registers its services itself: the properties of a component's service would show passwords.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.hub.MqttBroker\"")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.hub.HealthCheck\"")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.hub.HubCommand\"")
@Component(
        immediate = true,
        service = {},
        configurationPid = {"io.soribit.broker", "io.soribit.notify.mqtt"})
public final class BrokerComponent {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerComponent.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    /** Configuration of the broker. */
    @ObjectClassDefinition(
            pid = "io.soribit.broker",
            name = "Soribit MQTT broker",
            description =
                    "The hub's own MQTT broker (MQTT 5 and 3.1.1). It does not run while 'url' of"
                            + " io.soribit.notify.mqtt names another broker.")
    public @interface Config {
        @AttributeDefinition(name = "Enabled", description = "Whether the hub runs a broker.")
        boolean enabled() default true;

        @AttributeDefinition(
                name = "Host",
                description =
                        "Where to listen. Beyond loopback, as 0.0.0.0 (all interfaces), only with"
                                + " users: 'soribit broker user NAME' adds one.")
        String host() default "127.0.0.1";

        @AttributeDefinition(
                name = "Port",
                description = "TCP port; 0 takes a free one.",
                min = "0",
                max = "65535")
        int port() default 1883;

        @AttributeDefinition(
                name = "Any free port",
                description = "Take a free port when 'port' is in use, instead of waiting for it.")
        boolean any__free__port() default false;

        @AttributeDefinition(
                name = "Users",
                description =
                        "File of users, with lines NAME:HASH:RIGHTS. If it has any, all others are"
                                + " refused.")
        String users() default "mqtt-users";

        @AttributeDefinition(
                name = "Certificate",
                description =
                        "PEM or PKCS#12 file of the broker's certificate. With it TLS is required"
                                + " except on loopback. Empty: no TLS.",
                required = false)
        String certificate() default "";

        @AttributeDefinition(
                name = "Key",
                description = "PEM file (PKCS#8) of its private key. Empty: in the same file.",
                required = false)
        String key() default "";

        @AttributeDefinition(
                name = "Password of the key",
                description = "Empty for none.",
                type = AttributeType.PASSWORD,
                required = false)
        String key__password() default "";

        @AttributeDefinition(
                name = "TLS port",
                description = "TCP port for TLS; 0 takes a free one.",
                min = "0",
                max = "65535")
        int tls__port() default 8883;

        @AttributeDefinition(
                name = "Web socket origins",
                description =
                        "Origins of web pages that may connect with a web socket, for example"
                                + " http://192.168.1.5:8123, separated by commas. Empty: no web"
                                + " sockets.",
                required = false)
        String web__socket__origins() default "";

        @AttributeDefinition(
                name = "Retained topics",
                description =
                        "Most topics with a retained message; further messages are delivered but"
                                + " not retained. 0: 100,000 with Mosquitto, 1,000 with Artemis.",
                min = "0",
                max = "10000000")
        int retained__topics() default 0;

        @AttributeDefinition(
                name = "Engine",
                description =
                        "mosquitto: Mosquitto 2, as a process of its own; artemis: inside the hub;"
                                + " auto: Mosquitto where it is installed, otherwise Artemis.",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "mosquitto", value = "mosquitto"),
                    @Option(label = "artemis", value = "artemis")
                })
        String engine() default "auto";
    }

    /** What the broker needs of {@code io.soribit.notify.mqtt}. */
    public @interface External {
        /** Address of another broker, or empty. */
        String url() default "";
    }

    private final @Nullable BrokerSupervisor supervisor;
    private final List<ServiceRegistration<?>> beside;

    @Activate
    public BrokerComponent(BundleContext context, Config config, External external) {
        beside =
                List.of(
                        context.registerService(
                                HealthCheck.class,
                                new BrokerCheck(context, config, external),
                                null),
                        context.registerService(
                                HubCommand.class,
                                new BrokerCommand(
                                        Configured.etc(context).resolve(config.users().strip())),
                                null));
        supervisor = supervise(context, config, external.url().strip());
    }

    @Deactivate
    void deactivate() {
        beside.forEach(ServiceRegistration::unregister);
        if (supervisor != null) {
            supervisor.close();
        }
    }

    private static @Nullable BrokerSupervisor supervise(
            BundleContext context, Config config, String url) {
        if ("none".equals(context.getProperty("soribit.broker"))) {
            return null;
        }
        if (!config.enabled() || !url.isEmpty()) {
            LOG.info(
                    "the hub's own MQTT broker is off: {}",
                    url.isEmpty() ? "enabled=false" : "the hub uses " + url);
            return null;
        }
        try {
            BrokerSettings settings = Configured.settings(context, config);
            return new BrokerSupervisor(settings, RETRY, broker -> announce(context, broker));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "{}. The hub continues without a broker of its own: correct"
                            + " etc/io.soribit.broker.cfg",
                    e.getMessage());
            return null;
        }
    }

    private static Runnable announce(BundleContext context, MqttBroker broker) {
        ServiceRegistration<MqttBroker> registration =
                context.registerService(
                        MqttBroker.class,
                        broker,
                        FrameworkUtil.asDictionary(Map.of("uri", broker.uri().toString())));
        return registration::unregister;
    }
}
