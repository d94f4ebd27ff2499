// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.api.hub.HealthCheck;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.security.UserFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Opens the page to the home as it is configured, while it has an administrator. What the running
 * hub found is its health check.
 */
@Component(
        immediate = true,
        service = HealthCheck.class,
        configurationPid = {"io.soribit.https", "io.soribit.web"},
        property = HealthCheck.LIVE + "=true")
public final class HttpsComponent implements HealthCheck {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Opening opening;
    private final PeriodicTask task;

    /** Configuration of the page's door to the home. */
    @ObjectClassDefinition(
            pid = "io.soribit.https",
            name = "Soribit page in the home",
            description =
                    "Opens the page to the devices of the home, with TLS. 'soribit page open' sets"
                            + " it up.")
    public @interface Config {
        @AttributeDefinition(
                name = "Enabled",
                description =
                        "Whether devices of the home can open the page. It needs an administrator:"
                                + " 'soribit page user NAME' adds one.")
        boolean enabled() default false;

        @AttributeDefinition(
                name = "Host",
                description = "Where to listen; 0.0.0.0 means all interfaces.")
        String host() default "0.0.0.0";

        @AttributeDefinition(
                name = "Port",
                description = "TCP port; 0 takes a free one.",
                min = "0",
                max = "65535")
        int port() default 8743;

        @AttributeDefinition(
                name = "Certificate",
                description =
                        "PEM or PKCS#12 file of a certificate of your own, with its chain; a"
                                + " relative name starts in etc. Empty: one of the hub's own"
                                + " authority, which devices are made to trust once (trust.html).",
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
    }

    /** What it shares with the page. */
    @interface Page {
        String[] host__names() default {};
    }

    @Activate
    public HttpsComponent(BundleContext context, Config config, Page page) {
        Path etc = Path.of(context.getProperty("soribit.data"), "etc").toAbsolutePath();
        List<String> names = Arrays.asList(page.host__names());
        Certificate certificate =
                new Certificate(
                        given(etc, config),
                        new Authority(etc.resolve("page-certificate.p12")),
                        () -> HomeNames.now(names),
                        Clock.systemUTC());
        opening =
                new Opening(
                        config.enabled(),
                        config.host().strip(),
                        config.port(),
                        certificate,
                        new UserFile(etc.resolve("page-users")),
                        new Entry(context),
                        Clock.systemUTC());
        task = new PeriodicTask("soribit-https", Duration.ofMillis(1), PERIOD, opening::look);
    }

    private static Certificate.@Nullable Given given(Path etc, Config config) {
        String certificate = config.certificate().strip();
        String key = config.key().strip();
        return certificate.isEmpty()
                ? null
                : new Certificate.Given(
                        etc.resolve(certificate),
                        key.isEmpty() ? null : etc.resolve(key),
                        config.key__password());
    }

    @Deactivate
    void stop() {
        task.close();
        opening.close();
    }

    @Override
    public String name() {
        return "https";
    }

    @Override
    public List<Result> check() {
        return opening.results();
    }
}
