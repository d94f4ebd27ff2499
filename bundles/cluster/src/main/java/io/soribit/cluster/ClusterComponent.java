// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.soribit.api.AudioSource;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Modes;
import io.soribit.api.hub.Readiness;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SharedAlerts;
import io.soribit.api.source.SourceSharing;
import io.soribit.cluster.document.Kind;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.share.Order;
import io.soribit.common.io.MachineName;
import io.soribit.common.time.MonotonicClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shares this hub's network sources with other hubs, if they are configured. */
@Component(
        name = ClusterComponent.PID,
        immediate = true,
        service = {SourceSharing.class, HealthCheck.class},
        property = HealthCheck.LIVE + "=true",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ClusterConfig.class)
public final class ClusterComponent implements SourceSharing, HealthCheck {
    static final String PID = "io.soribit.cluster";

    /** Sources that another machine can open, too. */
    private static final String SHARED =
            "(|(source.kind=stream)(source.kind=wyoming)(source.kind=udp)(source.kind=mqtt))";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterComponent.class);

    private final Map<AudioSource, String> ids = new ConcurrentHashMap<>();
    private final @Nullable ClusterNode node;
    private final String problem;

    @Reference(cardinality = OPTIONAL, policyOption = GREEDY)
    private volatile @Nullable Alerts alerts;

    @Reference(cardinality = OPTIONAL, policyOption = GREEDY)
    private volatile @Nullable Readiness readiness;

    @Activate
    public ClusterComponent(ClusterConfig config, BundleContext context) {
        ClusterNode made = null;
        String wrong = "";
        try {
            made = node(config, context.getProperty("soribit.data"));
        } catch (IllegalArgumentException e) {
            wrong = "etc/" + PID + ".cfg: " + e.getMessage();
            LOG.error("this hub has no partner, and hears all its sources: {}", wrong);
        }
        node = made;
        problem = wrong;
    }

    private static ClusterNode node(ClusterConfig config, @Nullable String data) {
        LinkSettings settings =
                new LinkSettings(
                        List.of(config.partner()),
                        config.key().strip(),
                        name(config.name().strip()),
                        config.port(),
                        config.host().strip());
        Order order = Order.valueOf(config.sharing().toUpperCase(Locale.ROOT));
        return new ClusterNode(
                settings,
                order,
                Clock.systemUTC(),
                MonotonicClock.SYSTEM,
                data == null ? null : Path.of(data),
                Kind.parse(config.share()));
    }

    private static String name(String configured) {
        return configured.isEmpty() ? MachineName.get() : configured;
    }

    @Deactivate
    void stop() {
        ClusterNode made = node;
        if (made != null) {
            made.close();
        }
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC, target = SHARED)
    void bindSource(AudioSource source) {
        String id = source.id();
        ClusterNode made = node;
        if (made != null && id != null) {
            ids.put(source, id);
            made.add(id);
        }
    }

    void unbindSource(AudioSource source) {
        String id = ids.remove(source);
        ClusterNode made = node;
        if (made != null && id != null) {
            made.remove(id);
        }
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void bindAlerts(SharedAlerts shared) {
        ClusterNode made = node;
        if (made != null) {
            made.use(shared, this::reach);
        }
    }

    void unbindAlerts(SharedAlerts gone) {
        ClusterNode made = node;
        if (made != null) {
            made.drop(gone);
        }
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void bindModes(Modes modes) {
        ClusterNode made = node;
        if (made != null) {
            made.use(modes);
        }
    }

    void unbindModes(Modes gone) {
        ClusterNode made = node;
        if (made != null) {
            made.drop(gone);
        }
    }

    /** What this hub can notify people by, without what cannot be reached right now. */
    private Set<String> reach() {
        Alerts all = alerts;
        Readiness devices = readiness;
        Set<String> names = new HashSet<>(all == null ? List.of() : all.targets());
        if (devices != null) {
            devices.answer().devices().stream()
                    .map(Readiness.DeviceHealth::device)
                    .filter(device -> !device.reachable())
                    .forEach(device -> names.remove(device.id()));
        }
        return names;
    }

    @Override
    public @Nullable SourceStatus elsewhere(SourceStatus here) {
        ClusterNode made = node;
        return made == null ? null : made.elsewhere(here);
    }

    @Override
    public boolean isElsewhere(String source) {
        ClusterNode made = node;
        return made != null && made.isElsewhere(source);
    }

    @Override
    public boolean isFirst() {
        ClusterNode made = node;
        return made == null || made.isFirst();
    }

    @Override
    public List<Trouble> troubles() {
        ClusterNode made = node;
        return made == null ? List.of(new Trouble(Problem.NOT_JOINED, problem)) : made.troubles();
    }

    @Override
    public String name() {
        return "cluster";
    }

    /** As of now; asks nobody. */
    @Override
    public List<Result> check() {
        ClusterNode made = node;
        return made == null
                ? List.of(Result.critical("this hub has no partner", problem))
                : made.results();
    }
}
