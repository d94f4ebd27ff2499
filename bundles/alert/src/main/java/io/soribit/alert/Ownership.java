// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.DeviceReports;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Clocks;
import io.soribit.alert.state.Share;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.common.concurrent.BoundedMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which hub notifies people of which alert, and by what. Without other hubs this one does, and
 * nothing is kept. Not thread-safe: the desk guards it.
 */
final class Ownership {
    /** Of so many alerts it is remembered how they ended. */
    private static final int MOST_ENDED = 1_000;

    private final Clocks clocks;
    private final ActiveAlerts active;
    private final DeviceReports devices;
    private final Map<String, State> ended = new BoundedMap<>(MOST_ENDED);
    private final Map<String, AlertChange> settled = new BoundedMap<>(MOST_ENDED);
    private final Map<String, String> parts = new BoundedMap<>(MOST_ENDED);
    private final Map<String, Set<String>> reaches = new BoundedMap<>(MOST_ENDED);
    private String hub = "";
    private List<Member> present = List.of();

    Ownership(ActiveAlerts active, DeviceReports devices, Clocks clocks) {
        this.clocks = clocks;
        this.active = active;
        this.devices = devices;
    }

    /** Other hubs share the alerts from now on; this one's name. */
    void share(String name) {
        hub = name;
        present = List.of(new Member(name, Set.of()));
        active.all().forEach(this::share);
    }

    private void share(ActiveAlert alert) {
        Share known = alert.share();
        if (known == null) {
            Share share = new Share(hub, 0);
            share.hears(hub, !alert.isOver());
            alert.share(share);
        } else {
            known.named(hub);
        }
    }

    /** This hub is alone again. */
    void alone() {
        present = List.of();
    }

    boolean isShared() {
        return !present.isEmpty();
    }

    String hub() {
        return hub;
    }

    void present(List<Member> members) {
        present = List.copyOf(members);
        present.forEach(member -> reaches.put(member.hub(), member.reach()));
    }

    List<String> hubs() {
        return present.isEmpty() ? List.of(hub) : present.stream().map(Member::hub).toList();
    }

    boolean hasPartner() {
        return present.size() > 1;
    }

    /** Whether this hub takes over first. */
    boolean isFirst() {
        return hubs().get(0).equals(hub);
    }

    /** The id of the alert that an alert has turned out to be. */
    String idOf(String id) {
        String whole = id;
        for (String next = parts.get(id); next != null; next = parts.get(whole)) {
            whole = next; // ends: an id is part of a lesser one
        }
        return whole;
    }

    /** With that id. */
    Alert resolve(Alert alert) {
        String id = idOf(alert.id());
        return id.equals(alert.id())
                ? alert
                : new Alert(
                        id,
                        alert.event(),
                        alert.urgency(),
                        alert.delivery(),
                        alert.times(),
                        alert.age());
    }

    /** An alert begins here. */
    void begins(ActiveAlert alert) {
        if (isShared() && alert.share() == null) {
            State before = ended.remove(alert.alert().id());
            Share share = new Share(hub, before == null ? 0 : before.life() + 1);
            share.hears(hub, true);
            alert.share(share);
        }
    }

    /** The sound of an alert goes on here. */
    void hears(ActiveAlert alert) {
        Share share = alert.share();
        if (share != null) {
            share.hears(hub, true);
        }
    }

    /**
     * A sound is over here.
     *
     * @return whether it is over everywhere
     */
    boolean isOverWithEndHere(ActiveAlert alert) {
        Share share = alert.share();
        if (share == null) {
            return true;
        }
        share.hears(hub, false);
        return !share.goesOn(hubs());
    }

    /** A notifier has the start of an alert. */
    void delivered(NotifierWorker worker, Alert alert) {
        active.get(alert.id())
                .map(ActiveAlert::share)
                .ifPresent(share -> share.delivered().add(worker.id()));
    }

    /** An alert of another hub that one of this hub's belongs to. */
    Optional<ActiveAlert> goingOn(Alert heard) {
        return active.all().stream()
                .filter(alert -> alert.isHeardElsewhereOnly() && !alert.isOver())
                .filter(alert -> isSame(alert.alert(), heard) && covers(alert.alert(), heard))
                .findFirst();
    }

    static boolean isSame(Alert one, Alert other) {
        return one.event().sound().id().equals(other.event().sound().id())
                && !Collections.disjoint(one.event().rooms(), other.event().rooms());
    }

    /** Whether who is notified of the whole knows all of a part: rules of hubs may differ. */
    static boolean covers(Alert whole, Alert part) {
        Set<String> all = whole.delivery().targets();
        Set<String> some = part.delivery().targets();
        return whole.urgency().compareTo(part.urgency()) >= 0
                && (whole.delivery().acknowledgement() || !part.delivery().acknowledgement())
                && (all.isEmpty() || (!some.isEmpty() && all.containsAll(some)));
    }

    /** What others have to know of an alert by now. */
    Optional<State> state(String id) {
        Optional<State> over = Optional.ofNullable(ended.get(id));
        return active.get(id).map(alert -> state(alert, false, "")).or(() -> over);
    }

    State state(ActiveAlert alert, boolean over, String partOf) {
        Share share = alert.share();
        return alert.state(share == null ? new Share(hub, 0) : share, over, partOf, clocks.now());
    }

    /** A state that is part of another alert. */
    static State partOf(State part, String whole) {
        return new State(
                part.alert(),
                part.raised(),
                part.life(),
                part.owner(),
                part.term(),
                part.revision(),
                part.heard(),
                part.escalated(),
                part.delivered(),
                part.seen(),
                part.acknowledged(),
                part.over(),
                true,
                whole,
                part.policy());
    }

    /** It is over. */
    void ends(ActiveAlert alert) {
        if (alert.share() != null) { // also while the others are not known for a moment
            ended(state(alert, true, ""));
        }
    }

    void ended(State state) {
        ended.put(state.alert().id(), state);
        if (!state.partOf().isEmpty()) {
            parts.put(state.alert().id(), state.partOf());
        }
    }

    Optional<State> lastOf(String id) {
        return Optional.ofNullable(ended.get(id));
    }

    /** An alert was acknowledged and over before this hub restarted. */
    void settledBefore(AlertChange acknowledged) {
        settled.put(acknowledged.alert().id(), acknowledged);
    }

    /** What this hub knows, of before its restart, of an alert that goes on at another hub. */
    Optional<State> settledBefore(State state) {
        AlertChange seen = state.life() == 0 ? settled.get(state.alert().id()) : null;
        return Optional.ofNullable(seen).map(change -> settled(state, change));
    }

    private static State settled(State state, AlertChange acknowledged) {
        Instant over = state.over();
        return new State(
                state.alert(),
                state.raised(),
                state.life(),
                state.owner(),
                state.term(),
                state.revision(),
                state.heard(),
                state.escalated(),
                state.delivered(),
                state.seen(),
                acknowledged.who(),
                over == null ? acknowledged.time() : over,
                true,
                "",
                state.policy());
    }

    void revived(String id) {
        ended.remove(id);
    }

    List<State> all() {
        List<State> all = new ArrayList<>();
        active.all().forEach(alert -> all.add(state(alert, false, "")));
        all.addAll(ended.values());
        return all;
    }

    /** Whether this hub notifies people of an alert by this; a record of alerts has all. */
    boolean notifies(NotifierWorker worker, ActiveAlert alert) {
        if (!alert.isForeign() || !worker.reachesPeople()) {
            return true;
        }
        return !namesLeft(worker, reachOf(alert)).isEmpty();
    }

    /** Names by which this hub notifies people where the owner has that reach. */
    private static Set<String> namesLeft(NotifierWorker worker, Set<String> reach) {
        Set<String> own = new HashSet<>(worker.targets());
        own.removeAll(reach);
        own.removeIf(name -> name.contains(",")); // no name of a device
        return own;
    }

    /** Whether a notifier has more to do for an alert since another hub has become its owner. */
    boolean doesMore(NotifierWorker worker, ActiveAlert alert, String former) {
        Set<String> reach = former.equals(hub) ? Set.of() : reaches.getOrDefault(former, Set.of());
        return worker.reachesPeople()
                && !namesLeft(worker, reach).containsAll(namesLeft(worker, reachOf(alert)));
    }

    /** Without the devices by which another hub notifies people of it. */
    Alert narrow(Alert alert, ActiveAlert of) {
        if (!of.isForeign()) {
            return alert;
        }
        Set<String> theirs = new HashSet<>(devices.reachableBut(Set.of()));
        theirs.retainAll(reachOf(of));
        return theirs.isEmpty() ? alert : alert.with(alert.delivery().omitting(theirs));
    }

    private Set<String> reachOf(ActiveAlert alert) {
        Share share = alert.share();
        String owner = share == null ? hub : share.owner();
        return present.stream()
                .filter(member -> member.hub().equals(owner))
                .map(Member::reach)
                .findFirst()
                .orElse(Set.of());
    }
}
