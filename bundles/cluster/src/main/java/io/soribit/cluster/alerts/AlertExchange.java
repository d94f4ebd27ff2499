// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.source.SharedAlerts;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SharedAlerts.Sharing;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.common.concurrent.BoundedMap;
import io.soribit.common.concurrent.RecentIds;
import io.soribit.common.concurrent.SerialExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges how far alerts have come: each change at once; all of them with a new member, and while
 * what members know differs. Thread-safe; what calls it never waits.
 */
public final class AlertExchange implements AutoCloseable {
    /** The kinds of messages. */
    public static final String STATES = "alerts";

    public static final String KNOWN = "alerts_known";

    /** Clocks that differ less are taken for equal. */
    private static final Duration EQUAL = Duration.ofSeconds(10);

    /** So many announcements in a row that say that others know something else. */
    private static final int MOST_DIFFERENT = 3;

    private static final int REMEMBERED = 10_000;

    private static final int UNCONFIRMED = 1_000;

    private final String hub;
    private final Clock wall;
    private final BiConsumer<String, ObjectNode> send;
    private final SerialExecutor incoming = new SerialExecutor("soribit-cluster-alerts");
    private final SerialExecutor outgoing = new SerialExecutor("soribit-cluster-send");
    private final RecentIds said = new RecentIds(REMEMBERED);

    /** A start waits for its confirmation for less than a second: the last ones are enough. */
    private final Map<String, Set<String>> unconfirmed =
            Collections.synchronizedMap(new BoundedMap<>(UNCONFIRMED));

    private final Map<String, Integer> different = new ConcurrentHashMap<>();
    private volatile @Nullable SharedAlerts alerts;
    private volatile @Nullable Sharing sharing;
    private volatile List<Member> present = List.of();

    /**
     * @param hub the name of this one
     * @param send sends a message of a kind to all others; may block
     */
    public AlertExchange(String hub, Clock wall, BiConsumer<String, ObjectNode> send) {
        this.hub = hub;
        this.wall = wall;
        this.send = send;
    }

    /** The alerts of this hub, in place of former ones. */
    public void use(SharedAlerts all) {
        Sharing former = sharing;
        alerts = all;
        sharing = all.share(hub, state -> outgoing.execute(() -> changed(state)));
        said(present);
        if (former != null) {
            former.close();
        }
    }

    /** These are gone. */
    public void drop(SharedAlerts gone) {
        Sharing open = sharing;
        if (gone.equals(alerts) && open != null) {
            alerts = null;
            sharing = null;
            open.close();
        }
    }

    /** Runs something that may wait for the network, after what is to be sent. */
    public void soon(Runnable task) {
        outgoing.execute(task);
    }

    /** Runs something that may wait for the disk, after what has come. */
    public void later(Runnable task) {
        incoming.execute(task);
    }

    private void changed(State state) {
        String id = state.alert().id();
        boolean first = said.add(id);
        Set<String> others = ConcurrentHashMap.newKeySet();
        present.stream().map(Member::hub).filter(name -> !name.equals(hub)).forEach(others::add);
        Sharing open = sharing;
        if (first && !others.isEmpty()) {
            unconfirmed.put(id, others);
        } else if (first && open != null) {
            open.confirmed(id);
        }
        send(List.of(state), first);
    }

    private void send(List<State> states, boolean asks) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", wall.instant().toString()).put("asks", asks);
        ArrayNode all = json.putArray("states");
        states.forEach(state -> all.add(StateJson.write(state)));
        send.accept(STATES, json);
    }

    /**
     * Says all that is known.
     *
     * @param first what the others have to hear before
     */
    public void sayAll(Runnable first) {
        outgoing.execute(
                () -> {
                    first.run();
                    say(true);
                });
    }

    private void say(boolean endedToo) {
        Sharing open = sharing;
        if (open != null) {
            open.all().stream()
                    .filter(state -> endedToo || !state.ended())
                    .forEach(state -> send(List.of(state), false));
        }
    }

    /** These hubs are there, this one too, in the order in which they take over. */
    public void present(List<Member> members) {
        boolean news = !members.equals(present);
        present = members;
        if (news) {
            Set<String> names = new HashSet<>();
            members.forEach(member -> names.add(member.hub()));
            different.keySet().retainAll(names);
            Map<String, Set<String>> open = Map.copyOf(unconfirmed);
            open.values().forEach(others -> others.retainAll(names));
            open.keySet().forEach(this::checkConfirmed);
        }
        said(members);
    }

    private void said(List<Member> members) {
        incoming.execute(
                () -> {
                    Sharing open = sharing;
                    if (open != null && !members.isEmpty()) {
                        open.members(members);
                    }
                });
    }

    /** What this hub knows, in short: equal where the same is known; empty if it shares none. */
    public String digest() {
        Sharing open = sharing;
        return open == null
                ? ""
                : open.all().stream()
                        .filter(state -> !state.ended())
                        .map(state -> state.digest().toString())
                        .sorted()
                        .reduce("0", (all, next) -> Integer.toHexString((all + next).hashCode()));
    }

    /** What another hub knows, in short; empty if it shares none. */
    public void compare(String other, String digest) {
        if (digest.equals(digest())) {
            different.remove(other);
        } else if (different.merge(other, 1, Integer::sum) >= MOST_DIFFERENT) {
            different.remove(other);
            outgoing.execute(() -> say(false));
        }
    }

    /**
     * Another hub has sent states.
     *
     * @throws IllegalArgumentException if they are malformed; says what is wrong
     */
    public void states(JsonNode json) {
        Duration shift = shift(json);
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : json.path("states")) {
            State state = StateJson.read(each, shift);
            ids.add(state.alert().id());
            incoming.execute(
                    () -> {
                        Sharing open = sharing;
                        if (open != null) {
                            open.merge(state);
                        }
                    });
        }
        if (json.path("asks").asBoolean()) {
            incoming.execute(() -> outgoing.execute(() -> confirm(ids)));
        }
    }

    private void confirm(ArrayNode ids) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("ids", ids);
        send.accept(KNOWN, json);
    }

    private Duration shift(JsonNode json) {
        Instant there = Instant.parse(json.path("now").asText());
        Duration difference = Duration.between(there, wall.instant());
        return difference.abs().compareTo(EQUAL) < 0 ? Duration.ZERO : difference;
    }

    /** Another hub knows alerts; after what it has said of them before. */
    public void known(String other, JsonNode json) {
        incoming.execute(
                () -> {
                    for (JsonNode id : json.path("ids")) {
                        known(other, id.asText());
                    }
                });
    }

    private void known(String other, String alert) {
        Set<String> others = unconfirmed.get(alert);
        if (others != null) {
            others.remove(other);
            checkConfirmed(alert);
        }
    }

    private void checkConfirmed(String alert) {
        Set<String> others = unconfirmed.getOrDefault(alert, Set.of(""));
        Sharing open = sharing;
        if (others.isEmpty()) {
            unconfirmed.remove(alert);
            if (open != null) {
                open.confirmed(alert);
            }
        }
    }

    @Override
    public void close() {
        SharedAlerts all = alerts;
        if (all != null) {
            drop(all);
        }
        incoming.close();
        outgoing.close();
    }
}
