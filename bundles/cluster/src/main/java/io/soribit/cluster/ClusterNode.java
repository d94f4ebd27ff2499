// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.Modes;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SharedAlerts;
import io.soribit.api.source.SourceSharing;
import io.soribit.cluster.alerts.AlertExchange;
import io.soribit.cluster.document.DocumentExchange;
import io.soribit.cluster.document.Kind;
import io.soribit.cluster.link.Link;
import io.soribit.cluster.link.LinkListener;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.mode.ModeVersion;
import io.soribit.cluster.mode.SharedMode;
import io.soribit.cluster.share.Announcement;
import io.soribit.cluster.share.AnnouncementJson;
import io.soribit.cluster.share.Members;
import io.soribit.cluster.share.Order;
import io.soribit.cluster.share.Shares;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This hub as a member of the cluster. Thread-safe. */
final class ClusterNode implements SourceSharing, LinkListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final String MODE = "mode";
    private static final String DOCUMENTS = "documents";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LinkSettings settings;
    private final Clock wall;
    private final Shares shares;
    private final Roster roster;
    private final AlertExchange alerts;
    private final SharedMode mode;
    private final DocumentExchange documents;
    private final PeriodicTask task;
    private final Link link;
    private final Map<String, Integer> tooLong = new ConcurrentHashMap<>();
    private volatile Supplier<Set<String>> reach = Set::of;

    /**
     * @param data the hub's folder; null if there is none, and nothing outlives a restart
     * @param kinds the documents in it that are shared
     */
    ClusterNode(
            LinkSettings settings,
            Order order,
            Clock wall,
            MonotonicClock clock,
            @Nullable Path data,
            Set<Kind> kinds) {
        this.settings = settings;
        this.wall = wall;
        shares = new Shares(settings.name(), order, clock);
        roster = new Roster(clock, wall);
        alerts = new AlertExchange(settings.name(), wall, this::send);
        Path state = data == null ? null : data.resolve("state");
        mode = new SharedMode(settings.name(), state, () -> alerts.soon(this::announce));
        documents = new DocumentExchange(settings.name(), data, kinds, this::send);
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

    @Override
    public boolean isElsewhere(String source) {
        return shares.isElsewhere(source);
    }

    @Override
    public boolean isFirst() {
        return shares.isFirst();
    }

    /**
     * Shares these alerts.
     *
     * @param targets names of what this hub can notify people by
     */
    void use(SharedAlerts all, Supplier<Set<String>> targets) {
        reach = targets;
        alerts.use(all);
    }

    void drop(SharedAlerts gone) {
        alerts.drop(gone);
    }

    void use(Modes modes) {
        mode.use(modes);
    }

    void drop(Modes gone) {
        mode.drop(gone);
    }

    private void announce() {
        Set<String> targets = reach.get();
        Announcement own = shares.announcement().with(targets, alerts.digest());
        ObjectNode json = AnnouncementJson.write(own, wall.instant());
        json.put(MODE, mode.current().text()).set(DOCUMENTS, documents.digests());
        send(Message.ANNOUNCEMENT, json);
        alerts.present(shares.present(targets));
        documents.present(shares.peers().keySet());
        documents.look();
    }

    private void send(String kind, ObjectNode json) {
        try {
            byte[] message = Message.write(kind, json);
            if (message.length <= Link.MOST_BYTES) {
                link.send(message);
                tooLong.remove(kind);
            } else if (tooLong.put(kind, message.length) == null) {
                LOG.warn("{}", tooLong(kind, message.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tooLong(String kind, int bytes) {
        return "what is shared as '%s' has %d bytes, more than a message holds (%d): give the hubs fewer sources, or fewer rules and sounds"
                .formatted(kind, bytes, Link.MOST_BYTES);
    }

    @Override
    public void members(Members now) {
        shares.members(now);
        roster.members(now);
    }

    @Override
    public void message(String member, byte[] payload) {
        try {
            Message message = Message.read(payload);
            if (message.kind().equals(Message.ANNOUNCEMENT)) {
                announced(member, message.json());
            } else {
                Announcement last = shares.last(member);
                if (last != null) {
                    received(last.name(), message);
                }
            }
        } catch (LeftOutException e) {
            roster.leftOut(member, e);
        } catch (IllegalArgumentException | DateTimeException e) {
            String why = String.valueOf(e.getMessage());
            roster.leftOut(member, new LeftOutException(Problem.MALFORMED, why, why));
        }
    }

    private void announced(String member, JsonNode json) throws LeftOutException {
        boolean first = shares.last(member) == null;
        var said = AnnouncementJson.read(json, shares.last(member), wall.instant());
        if (shares.hasName(said.name(), member)) {
            throw new LeftOutException(
                    Problem.SAME_NAME,
                    said.name(),
                    "its name is '" + said.name() + "', too: give each hub another 'name'");
        }
        shares.heard(member, said);
        roster.heard(member, said.name());
        roster.ahead(said.name(), said.ahead());
        ModeVersion.parse(json.path(MODE).asText())
                .filter(version -> !version.equals(mode.current()))
                .ifPresent(version -> alerts.later(() -> mode.merge(version)));
        documents.compare(said.name(), json.path(DOCUMENTS));
        if (first) {
            alerts.present(shares.present(reach.get()));
            alerts.sayAll(this::announce);
        } else {
            alerts.compare(said.name(), said.alerts());
        }
    }

    private void received(String hub, Message message) {
        switch (message.kind()) {
            case AlertExchange.STATES -> alerts.states(message.json());
            case AlertExchange.KNOWN -> alerts.known(hub, message.json());
            case DocumentExchange.VERSIONS -> documents.versions(message.json());
            case DocumentExchange.DOCUMENT -> documents.document(hub, message.json());
            default ->
                    throw new IllegalArgumentException(
                            "it sends '" + message.kind() + "', which this version does not know");
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
                .forEach(
                        fault ->
                                results.add(
                                        Result.warn(
                                                "another hub is left out",
                                                String.valueOf(fault.getMessage()))));
        roster.clocks()
                .forEach(
                        (name, by) ->
                                results.add(
                                        Result.warn(
                                                "the clock of hub '" + name + "' differs by " + by,
                                                "set the clocks of both (NTP)")));
        if (roster.hasStranger()) {
            results.add(
                    Result.warn(
                            "a hub with another key tries to join",
                            "set the same 'key' on all hubs"));
        }
        for (String hub : documents.strangers()) {
            results.add(
                    Result.warn(
                            "hub '" + hub + "' shares no rules, users, sounds and choice of models",
                            "install the same version on all hubs"));
        }
        for (String problem : documents.problems()) {
            results.add(Result.warn(problem, "correct it or free disk space; it is tried again"));
        }
        tooLong.forEach((kind, bytes) -> results.add(Result.warn(tooLong(kind, bytes), "")));
        if (!link.problem().isEmpty()) {
            results.add(Result.warn("this hub has not joined", link.problem()));
        } else if (shares.members().alone()) {
            results.add(
                    Result.warn(
                            "no other hub is connected",
                            "see that "
                                    + String.join(", ", settings.partners())
                                    + " is on, and that its 'partner' names this hub"));
        } else if (!link.missing().isEmpty()) {
            results.add(
                    Result.warn(
                            "not all partners are connected: " + link.missing(),
                            "see that all of "
                                    + String.join(", ", settings.partners())
                                    + " are on; remove from 'partner' what is none any more"));
        }
        return results;
    }

    @Override
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        roster.faults().forEach(fault -> troubles.add(fault.trouble()));
        roster.clocks().forEach((name, by) -> troubles.add(new Trouble(Problem.CLOCK, name)));
        if (roster.hasStranger()) {
            troubles.add(new Trouble(Problem.OTHER_KEY, ""));
        }
        if (!documents.strangers().isEmpty()) {
            troubles.add(new Trouble(Problem.OTHER_VERSION, ""));
        }
        documents.problems().forEach(p -> troubles.add(new Trouble(Problem.NOT_SHARED, p)));
        tooLong.forEach(
                (kind, bytes) ->
                        troubles.add(new Trouble(Problem.NOT_SHARED, tooLong(kind, bytes))));
        if (!link.problem().isEmpty()) {
            troubles.add(new Trouble(Problem.NOT_JOINED, link.problem()));
        } else if (shares.members().alone()) {
            troubles.add(new Trouble(Problem.ALONE, String.join(", ", settings.partners())));
        } else if (!link.missing().isEmpty()) {
            troubles.add(new Trouble(Problem.MISSING, link.missing()));
        }
        return troubles;
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
        alerts.close();
        documents.close();
        link.close();
    }
}
