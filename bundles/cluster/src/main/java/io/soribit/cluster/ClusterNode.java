// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import io.soribit.cluster.link.Link;
import io.soribit.cluster.link.LinkListener;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.share.AnnouncementJson;
import io.soribit.cluster.share.Members;
import io.soribit.cluster.share.Order;
import io.soribit.cluster.share.Shares;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This hub as a member of the cluster. Thread-safe. */
final class ClusterNode implements SourceSharing, LinkListener, AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LinkSettings settings;
    private final Clock wall;
    private final Shares shares;
    private final Roster roster;
    private final PeriodicTask task;
    private final Link link;

    ClusterNode(LinkSettings settings, Order order, Clock wall, MonotonicClock clock) {
        this.settings = settings;
        this.wall = wall;
        shares = new Shares(settings.name(), order, clock);
        roster = new Roster(clock, wall);
        link = new Link(settings, this);
        task = new PeriodicTask("soribit-cluster", PERIOD, this::announce);
    }

    Link link() {
        return link;
    }

    void add(String source) {
        shares.add(source);
    }

    void remove(String source) {
        shares.remove(source);
    }

    @Override
    public @Nullable SourceStatus elsewhere(SourceStatus here) {
        return shares.elsewhere(here);
    }

    private void announce() {
        try {
            link.send(AnnouncementJson.write(shares.announcement()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void members(Members now) {
        shares.members(now);
        roster.members(now);
    }

    @Override
    public void message(String member, byte[] payload) {
        try {
            var said = AnnouncementJson.read(payload, shares.last(member), wall.instant());
            shares.heard(member, said);
            roster.heard(member, said.name());
        } catch (IllegalArgumentException e) {
            roster.malformed(member, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stranger() {
        roster.stranger();
    }

    /** How the cluster is doing, from what is known; does not block. */
    List<Result> results() {
        List<Result> results = new ArrayList<>();
        shares.peers().forEach((name, sources) -> results.add(Result.ok(hears(name, sources))));
        roster.faults()
                .values()
                .forEach(why -> results.add(Result.warn("another hub cannot be understood", why)));
        if (roster.hasStranger()) {
            results.add(
                    Result.warn(
                            "a hub with another key tries to join",
                            "set the same 'key' on all hubs"));
        }
        if (!link.problem().isEmpty()) {
            results.add(Result.warn("this hub has not joined", link.problem()));
        } else if (shares.members().alone()) {
            results.add(
                    Result.warn(
                            "no other hub is connected",
                            "see that "
                                    + String.join(", ", settings.partners())
                                    + " is on, and that its 'partner' names this hub"));
        }
        return results;
    }

    private static String hears(String name, List<String> sources) {
        return sources.isEmpty()
                ? "hub '" + name + "' is ready to take over"
                : "hub '" + name + "' hears " + String.join(", ", sources);
    }

    /** Leaves: the others take over. */
    @Override
    public void close() {
        task.close();
        link.close();
    }
}
