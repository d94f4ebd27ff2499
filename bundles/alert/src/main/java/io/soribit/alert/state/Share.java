// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.api.source.SharedAlerts.State;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What several hubs agree on about an alert: its owner, and where its sound goes on. */
public final class Share {
    /** The highest term counts, in it the first owner by name, of that the latest revision. */
    private static final Comparator<State> PRECEDENCE =
            Comparator.comparingInt(State::term)
                    .thenComparing(State::owner, Comparator.reverseOrder())
                    .thenComparingInt(State::revision);

    private static final String MEMENTO = "owner ";

    private final Map<String, Integer> heard = new TreeMap<>();
    private final Set<String> delivered = new HashSet<>();
    private String self;
    private String owner;
    private int life;
    private int term;
    private int revision;
    private @Nullable Duration claimedUntil;
    private @Nullable Duration orphaned;
    private @Nullable Duration silent;

    /** One of this hub. */
    public Share(String self, int life) {
        this(self, self, life);
    }

    private Share(String self, String owner, int life) {
        this.self = self;
        this.owner = owner;
        this.life = life;
    }

    /** One of another hub. */
    public static Share of(State state, String self) {
        Share share = new Share(self, state.owner(), state.life());
        share.follow(state);
        share.merge(state);
        return share;
    }

    /** One of before a restart: until then its owner may say how far it has come. */
    public static Share remembered(String self, String owner, Duration claimedUntil) {
        Share share = new Share(self, owner, 0);
        share.claimedUntil = claimedUntil;
        return share;
    }

    /** What is stored with an alert: its owner, and how people are reminded. */
    public static String memento(String owner, String policy) {
        return MEMENTO + owner + "\n" + policy;
    }

    /** The owner in a memento; null if the alert was not shared. */
    public static @Nullable String owner(String memento) {
        int end = memento.indexOf('\n');
        return memento.startsWith(MEMENTO) && end > 0
                ? memento.substring(MEMENTO.length(), end)
                : null;
    }

    /** How people are reminded, of a memento with or without an owner. */
    public static String policy(String memento) {
        return owner(memento) == null ? memento : memento.substring(memento.indexOf('\n') + 1);
    }

    /** This hub has a name now. */
    public void named(String hub) {
        owner = owner.equals(self) ? hub : owner;
        self = hub;
    }

    public int life() {
        return life;
    }

    public String owner() {
        return owner;
    }

    public int term() {
        return term;
    }

    public int revision() {
        return revision;
    }

    public Map<String, Integer> heard() {
        return heard;
    }

    public Set<String> delivered() {
        return delivered;
    }

    /** Whether this hub notifies people of it. */
    public boolean isOurs() {
        return owner.equals(self) && claimedUntil == null;
    }

    /** Its owner has changed something. */
    public void revise() {
        revision++;
    }

    /** This hub notifies people of it from now on. */
    public void takeOver() {
        owner = self;
        term++;
        revision = 0;
        claimedUntil = null;
        orphaned = null;
    }

    /** Whether a state is of a later owner, or of a later revision. */
    public static boolean precedes(State state, State own) {
        return PRECEDENCE.compare(own, state) < 0;
    }

    /** Takes the owner of a state. */
    public void follow(State state) {
        owner = state.owner();
        term = state.term();
        revision = state.revision();
    }

    /** Takes what any hub knows. */
    public void merge(State state) {
        claimedUntil = null;
        delivered.addAll(state.delivered());
        boolean here = isHeardBy(self);
        state.heard().forEach((hub, count) -> heard.merge(hub, count, Math::max));
        hears(self, here); // this hub alone knows what it hears
    }

    /** The sound begins or ends on a hub. */
    public void hears(String hub, boolean goesOn) {
        if (isHeardBy(hub) != goesOn) {
            heard.merge(hub, 1, Integer::sum);
        }
    }

    public boolean isHeardBy(String hub) {
        return heard.getOrDefault(hub, 0) % 2 == 1;
    }

    /** Whether this hub has heard it at any time. */
    public boolean wasHeardHere() {
        return heard.containsKey(self);
    }

    /** Whether its sound goes on at one of these hubs. */
    public boolean goesOn(Collection<String> hubs) {
        return hubs.stream().anyMatch(this::isHeardBy);
    }

    /** Whether its sound goes on at another hub. */
    public boolean isHeardElsewhere() {
        return heard.keySet().stream().anyMatch(hub -> !hub.equals(self) && isHeardBy(hub));
    }

    /** Its sound goes on here although another hub has ended it: that is a further life. */
    public void outlives(int ended) {
        life = ended + 1;
        if (!isOurs()) {
            delivered.clear(); // its owner has sent the end to whoever had the start
        }
    }

    /** Whether its owner has been absent for so long. */
    public boolean isOrphaned(boolean absent, Duration limit, Duration now) {
        Duration claimed = claimedUntil;
        orphaned = !absent ? null : orphaned == null ? now : orphaned;
        Duration since = orphaned;
        return since != null
                && now.minus(since).compareTo(limit) >= 0
                && (claimed == null || now.compareTo(claimed) >= 0);
    }

    /** Whether nobody else has said anything of it after a restart, for long enough. */
    public boolean isUnclaimed(Duration now) {
        Duration claimed = claimedUntil;
        return claimed != null && now.compareTo(claimed) >= 0;
    }

    /** Whether no hub has heard its sound for so long. */
    public boolean isSilent(boolean heardNow, Duration limit, Duration now) {
        silent = heardNow ? null : silent == null ? now : silent;
        Duration since = silent;
        return since != null && now.minus(since).compareTo(limit) >= 0;
    }
}
