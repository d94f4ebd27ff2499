// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.setting.SourceFinder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the satellites of this network that are not in use: {@code soribit doctor} and the page
 * show them. The hub never connects to one that a person has not chosen.
 */
@Component
public final class Discovery implements HealthCheck, SourceFinder {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** Looks for satellites. */
    @FunctionalInterface
    interface Search {
        /** What there is; may take some seconds. */
        List<Found> find() throws IOException;
    }

    private final Search search;
    private final Set<WyomingSource> used = new CopyOnWriteArraySet<>();

    @Activate
    public Discovery() {
        this(new MulticastSearch());
    }

    Discovery(Search search) {
        this.search = search;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindSource(WyomingSource source) {
        used.add(source);
    }

    public void unbindSource(WyomingSource source) {
        used.remove(source);
    }

    @Override
    public String name() {
        return "wyoming";
    }

    @Override
    public List<Result> check() {
        try {
            return unused().stream().map(Discovery::offer).toList();
        } catch (IOException e) {
            LOG.info("cannot look for Wyoming satellites by mDNS: {}", e.toString());
            return List.of();
        }
    }

    private List<Found> unused() throws IOException {
        return search.find().stream()
                .filter(found -> used.stream().noneMatch(source -> source.isAt(found)))
                .toList();
    }

    @Override
    public String kind() {
        return "wyoming";
    }

    @Override
    public List<Map.Entry<String, Map<String, String>>> find() throws IOException {
        return unused().stream()
                .map(
                        found ->
                                Map.entry(
                                        found.name(),
                                        Map.of(
                                                "host", found.address(),
                                                "port", String.valueOf(found.port()))))
                .toList();
    }

    private static Result offer(Found found) {
        return Result.ok(
                "found a Wyoming satellite that is not in use, '"
                        + found.name()
                        + "': to hear it, write host = "
                        + found.address()
                        + ", port = "
                        + found.port()
                        + " and room = ROOM into etc/"
                        + WyomingSource.PID
                        + "-ROOM.cfg");
    }
}
