// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sources another member hears. A source is left to another one only while that one says, now
 * and of the same members, that audio comes: in doubt, two members hear it. Thread-safe.
 */
public final class Shares implements SourceSharing {
    /** A member announces itself every second; after this time it counts as gone. */
    static final Duration FRESH = Duration.ofSeconds(4);

    /** Who else is there is known so long after the start. */
    private static final Duration FOUND = Duration.ofSeconds(10);

    private final String name;
    private final Order order;
    private final MonotonicClock clock;
    private final Map<String, OwnSource> own = new ConcurrentHashMap<>();
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private volatile Members members = Members.ALONE;
    private final Duration started;
    private volatile Duration changed;
    private volatile @Nullable Duration joined;

    /**
     * @param name what the others call this member
     */
    public Shares(String name, Order order, MonotonicClock clock) {
        this.name = name;
        this.order = order;
        this.clock = clock;
        started = clock.now();
        changed = started;
    }

    /** A source that other members may have, too. */
    public void add(String source) {
        own.putIfAbsent(source, new OwnSource());
    }

    public void remove(String source) {
        own.remove(source);
    }

    /** The members have changed. */
    public void members(Members now) {
        changed = clock.now();
        joined = joined == null && !now.alone() ? changed : joined;
        members = now;
        peers.keySet().retainAll(now.all());
    }

    public Members members() {
        return members;
    }

    /** What a member said last; null if nothing. */
    public @Nullable Announcement last(String member) {
        Peer peer = peers.get(member);
        return peer == null ? null : peer.announcement();
    }

    /** A member has announced itself. */
    public void heard(String member, Announcement announcement) {
        if (members.all().contains(member) && !member.equals(members.self())) {
            peers.put(member, new Peer(announcement, clock.now()));
        }
    }

    /** What this member says about itself. */
    public Announcement announcement() {
        Map<String, Claim> claims = new HashMap<>();
        Duration now = clock.now();
        own.forEach(
                (id, source) -> {
                    Claim claim = source.claim(now);
                    if (claim != null) {
                        claims.put(id, claim);
                    }
                });
        return new Announcement(name, members.view(), claims);
    }

    /**
     * The hubs that share alerts now, this one too, in the order in which they take over.
     *
     * @param own names of what this hub can notify people by
     */
    public List<Member> present(Set<String> own) {
        Members current = members;
        Duration now = clock.now();
        List<Member> present = new ArrayList<>();
        for (String member : current.all()) {
            Peer peer = peers.get(member);
            if (member.equals(current.self())) {
                present.add(new Member(name, own));
            } else if (peer != null
                    && peer.announcement().sharesAlerts()
                    && now.minus(peer.heard()).compareTo(FRESH) <= 0) {
                present.add(new Member(peer.announcement().name(), peer.announcement().reach()));
            }
        }
        return present;
    }

    /** Whether this hub or another member that is heard has that name; a former run is not. */
    public boolean hasName(String wanted, String member) {
        Duration now = clock.now();
        return wanted.equals(name)
                || peers.entrySet().stream()
                        .filter(e -> !e.getKey().equals(member))
                        .map(Map.Entry::getValue)
                        .filter(peer -> now.minus(peer.heard()).compareTo(FRESH) <= 0)
                        .anyMatch(peer -> peer.announcement().name().equals(wanted));
    }

    /** What each other member hears, by its name. */
    public Map<String, List<String>> peers() {
        Map<String, List<String>> all = new TreeMap<>();
        peers.values()
                .forEach(
                        peer ->
                                all.put(
                                        peer.announcement().name(),
                                        peer.announcement().claims().entrySet().stream()
                                                .filter(e -> e.getValue().part() == Part.HEARS)
                                                .map(Map.Entry::getKey)
                                                .sorted()
                                                .toList()));
        return all;
    }

    @Override
    public @Nullable SourceStatus elsewhere(SourceStatus here) {
        OwnSource source = own.get(here.source());
        if (source == null) {
            return null;
        }
        Duration now = clock.now();
        source.update(here, now);
        Members current = members;
        for (String member : order.of(here.source(), current.all())) {
            if (!member.equals(current.self())) {
                Peer peer = peers.get(member);
                Claim claim = peer == null ? null : claim(peer, here, current, now);
                if (peer != null && claim != null && claim.part() == Part.HEARS) {
                    source.standBy(peer.announcement().name(), peer.heard());
                    return claim.status();
                }
            } else if (!source.failing()) {
                break;
            }
        }
        source.takeOver();
        return null;
    }

    @Override
    public boolean isElsewhere(String source) {
        OwnSource known = own.get(source);
        return known != null && (known.standsBy() || isNew(clock.now()));
    }

    @Override
    public boolean isFirst() {
        Members current = members;
        Duration now = clock.now();
        if (isNew(now)) {
            return false;
        }
        for (String member : current.all()) {
            Peer peer = peers.get(member);
            if (member.equals(current.self())) {
                return true;
            }
            if (peer != null && now.minus(peer.heard()).compareTo(FRESH) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has started only now: what others do is not known yet. */
    private boolean isNew(Duration now) {
        Duration since = joined;
        return since == null
                ? now.minus(started).compareTo(FOUND) < 0
                : now.minus(since).compareTo(FRESH) < 0;
    }

    private @Nullable Claim claim(Peer peer, SourceStatus here, Members current, Duration now) {
        boolean settled = now.minus(changed).compareTo(FRESH) > 0;
        boolean agrees = peer.announcement().view().equals(current.view());
        if (now.minus(peer.heard()).compareTo(FRESH) > 0 || (settled && !agrees)) {
            return null;
        }
        Claim claim = peer.announcement().claims().get(here.source());
        return claim == null || !claim.status().room().equals(here.room()) ? null : claim;
    }
}
