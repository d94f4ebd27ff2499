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
 * Registers the default microphone of this machine as long as there is no other source: none that
 * is configured, and none of a plug-in. A phone that lends its microphone does not count: who lends
 * it does not think of this one.
 */
@Component(immediate = true, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DefaultMicrophone implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultMicrophone.class);
    private static final String SOURCES = "io.soribit.source.";
    private static final String DEFAULT = "source.default";
    private static final String LENT = "browser";

    /** Configurations that take its place. */
    static final String CONFIGURED =
            "(&(service.factoryPid="
                    + SOURCES
                    + "*)(!(service.factoryPid="
                    + SOURCES
                    + LENT
                    + ")))";

    /** Services that take its place. */
    static final String OTHERS =
            "(&(objectClass="
                    + AudioSource.class.getName()
                    + ")(!(|("
                    + DEFAULT
                    + "=true)(source.kind="
                    + LENT
                    + "))))";

    private final Supplier<Optional<String>> other;
    private final Supplier<Runnable> open;
    private @Nullable SourceTracker sources;
    private @Nullable Runnable close;
    private boolean logged;
    private boolean over;

    @Activate
    public DefaultMicrophone(BundleContext context, @Reference ConfigurationAdmin configurations)
            throws InvalidSyntaxException {
        this(
                () -> configured(configurations).or(() -> registered(context)),
                () -> register(context));
        sources = new SourceTracker(context, context.createFilter(OTHERS), this::look);
        sources.open();
    }

    /**
     * @param other name of another source, if there is one
     * @param open registers the default microphone, and returns what unregisters it
     */
    DefaultMicrophone(Supplier<Optional<String>> other, Supplier<Runnable> open) {
        this.other = other;
        this.open = open;
        look();
    }

    private static Optional<String> registered(BundleContext context) {
        try {
            return Stream.ofNullable(context.getAllServiceReferences(null, OTHERS))
                    .flatMap(Stream::of)
                    .map(reference -> "the source of " + reference.getBundle())
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> configured(ConfigurationAdmin configurations) {
        try {
            Configuration @Nullable [] all = configurations.listConfigurations(CONFIGURED);
            return Stream.ofNullable(all)
                    .flatMap(Stream::of)
                    .map(Configuration::getPid)
                    .max(Comparator.comparing(pid -> pid.startsWith(Microphone.PID)));
        } catch (IOException e) {
            LOG.warn(
                    "the configured sources cannot be read: using the default microphone; check the"
                            + " hub's data folder",
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
                        FrameworkUtil.asDictionary(
                                Map.of("source.kind", "microphone", DEFAULT, true)))
                ::unregister;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String factory = event.getFactoryPid();
        if (factory != null && factory.startsWith(SOURCES)) {
            look();
        }
    }

    /** Registers or unregisters it as the other sources demand. */
    synchronized void look() {
        if (over) {
            return;
        }
        Optional<String> source = other.get();
        if (source.isPresent()) {
            end();
            source.filter(name -> !name.startsWith(Microphone.PID)).ifPresent(this::log);
        } else if (close == null) {
            close = open.get();
            logged = false;
        }
    }

    private void log(String source) {
        if (!logged) {
            LOG.warn(
                    "{} is there, so the default microphone is not used: a file etc/{}-home.cfg"
                            + " with 'room = home' adds it",
                    source,
                    Microphone.PID);
        }
        logged = true;
    }

    @Deactivate
    void stop() {
        SourceTracker tracker = sources;
        if (tracker != null) {
            tracker.close();
        }
        synchronized (this) {
            over = true;
            end();
        }
    }

    private void end() {
        @Nullable Runnable last = close;
        close = null;
        if (last != null) {
            last.run();
        }
    }
}
