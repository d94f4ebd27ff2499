// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioSource;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default microphone of this machine is there as long as no source is configured, of whatever
 * kind: who says what the hub listens to says all of it.
 */
@Component(immediate = true, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DefaultMicrophone implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMicrophone.class);
    private static final String SOURCES = "io.soribit.source.";

    private final Supplier<Optional<String>> configured;
    private final Supplier<Runnable> open;
    private @Nullable Runnable close;
    private boolean said;
    private boolean over;

    /** Looks whether any source is configured. */
    @Activate
    public DefaultMicrophone(BundleContext context, @Reference ConfigurationAdmin configurations) {
        this(() -> any(configurations), () -> register(context));
    }

    /**
     * @param configured a source that a person has configured, if there is one
     * @param open makes the default microphone a source, and gives what ends that
     */
    DefaultMicrophone(Supplier<Optional<String>> configured, Supplier<Runnable> open) {
        this.configured = configured;
        this.open = open;
        look();
    }

    private static Optional<String> any(ConfigurationAdmin configurations) {
        try {
            Configuration @Nullable [] all =
                    configurations.listConfigurations("(service.factoryPid=" + SOURCES + "*)");
            return Stream.ofNullable(all)
                    .flatMap(Stream::of)
                    .map(Configuration::getPid)
                    .max(Comparator.comparing(pid -> pid.startsWith(Microphone.PID)));
        } catch (IOException e) {
            LOG.warn(
                    "it cannot be seen which sources are configured: the default microphone is"
                            + " used. Check the hub's data folder",
                    e);
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Runnable register(BundleContext context) {
        return context.registerService(
                        AudioSource.class,
                        Microphone.usual(),
                        FrameworkUtil.asDictionary(Map.of("source.kind", "microphone")))
                ::unregister;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String factory = event.getFactoryPid();
        if (factory != null && factory.startsWith(SOURCES)) {
            look();
        }
    }

    /** Opens or closes it as the configuration has become. */
    synchronized void look() {
        if (over) {
            return;
        }
        Optional<String> other = configured.get();
        if (other.isPresent()) {
            end();
            other.filter(pid -> !pid.startsWith(Microphone.PID)).ifPresent(this::say);
        } else if (close == null) {
            close = open.get();
            said = false;
        }
    }

    private void say(String source) {
        if (!said) {
            LOG.warn(
                    "{} is configured, so the default microphone is not used: a file"
                            + " etc/{}-home.cfg with 'room = home' adds it",
                    source,
                    Microphone.PID);
        }
        said = true;
    }

    @Deactivate
    synchronized void stop() {
        over = true;
        end();
    }

    private void end() {
        @Nullable Runnable last = close;
        close = null;
        if (last != null) {
            last.run();
        }
    }
}
