// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one lamp back to the state it had: step by step, then until the lamp tells that it has
 * it, with questions at growing intervals. Used on the timer only.
 */
final class StateRestorer {
    private static final Logger LOG = LoggerFactory.getLogger(StateRestorer.class);

    /** Echoes of what the hub said come so long after it. */
    static final Duration ECHO = Duration.ofSeconds(2);

    static final Duration NEVER = Duration.ofSeconds(Long.MIN_VALUE / 2);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 10;

    private final String name;
    private final LampLink link;
    private final LampAccount account;
    private final FrameGate gate;
    private final Deque<ObjectNode> steps = new ArrayDeque<>();
    private Duration deafUntil = NEVER;
    private Duration askAt = NEVER;
    private Duration wait = ANSWER;
    private boolean due;
    private boolean away;
    private int tries;

    StateRestorer(String name, LampLink link, LampAccount account, FrameGate gate) {
        this.name = name;
        this.link = link;
        this.account = account;
        this.gate = gate;
    }

    boolean hasBegun() {
        return !steps.isEmpty();
    }

    /** Whether it has to be gone, or is being gone. */
    boolean isAhead() {
        return due || !steps.isEmpty();
    }

    /** Whether what the lamp tells may come of what it was sent. */
    boolean isRecent(Duration now) {
        return now.compareTo(deafUntil) < 0;
    }

    /** New flashes: there is no way back yet. */
    void forget() {
        due = false;
        tries = 0;
    }

    void cancel() {
        steps.clear();
    }

    /** Begins anew; {@link #further} takes the steps. */
    void begin() {
        due = false;
        tries++;
        steps.clear();
        @Nullable LampState state = account.state();
        if (state == null) {
            LOG.info("lamp {} did not tell its state before it flashed: it is left off", name);
            steps.add(LampState.switched(false));
        } else {
            steps.addAll(state.restoration());
        }
    }

    boolean isDue() {
        return due;
    }

    /** Takes the next step, if one is left; true if it did. */
    boolean further(Duration now) {
        @Nullable ObjectNode next = steps.poll();
        if (next == null) {
            return false;
        }
        deafUntil = now.plus(ECHO);
        LampState step = new LampState(next);
        gate.sent(
                step.isOn(),
                report -> step.isReachedBy(new LampState(report)),
                link.restore(next));
        if (steps.isEmpty()) {
            away = !link.connected();
            askAt = now.plus(ECHO);
            wait = ECHO;
            account.sent(!away);
        }
        return true;
    }

    /**
     * A lamp that is owed its state tells what it is. Dark may be the hub's doing or a person's: of
     * one that does not tell in what light it was, it is taken for a person's the second time.
     */
    void told(JsonNode message, LampState told, Duration now) {
        @Nullable LampState state = account.state();
        boolean left = account.debt().isLeftIn(message);
        boolean ours = left || account.isHalfwayBack(told) || account.debt().mayShow(message);
        boolean certain = left || told.isOn();
        if (state == null ? !told.isOn() : state.isReachedBy(told) && !left) {
            settled();
        } else if (isRecent(now) && account.isAftermath(message, told)) {
            LOG.debug("{} is on its way back", name);
        } else if (ours && tries < (certain ? MOST_TRIES : 2)) {
            due = true;
        } else {
            if (ours && certain) {
                LOG.warn("lamp {} does not take its state back: look after it", name);
            }
            account.is(told);
            settled();
        }
    }

    void settled() {
        due = false;
        account.settled();
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    void care(Duration now) {
        if (account.isShared() && account.isRestoredElsewhere()) {
            return;
        }
        if (!link.connected()) {
            away = true;
        } else if (away || askAt.equals(NEVER)) {
            away = false;
            wait = ANSWER;
            askAt = now.plus(wait);
            link.ask();
        } else if (wait.equals(LONGEST_WAIT) && tellsNothing()) {
            settled();
        } else if (now.compareTo(askAt) >= 0) {
            due = !account.isSent();
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
            askAt = now.plus(wait);
            link.ask();
        }
    }

    private boolean tellsNothing() {
        return account.state() == null || link.protocol().question().isEmpty();
    }
}
