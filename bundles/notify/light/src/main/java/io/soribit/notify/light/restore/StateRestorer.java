// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one lamp to the state it had: step by step, then until the lamp reports that it has it,
 * with questions at growing intervals. Used on the timer only.
 */
final class StateRestorer {
    private static final Logger LOG = LoggerFactory.getLogger(StateRestorer.class);

    /** Echoes of what the hub said come so long after it. */
    static final Duration ECHO = Duration.ofSeconds(2);

    static final Duration NEVER = Duration.ofSeconds(Long.MIN_VALUE / 2);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 10;
    private static final int DARK_TRIES = 5;

    private final String name;
    private final LampLink link;
    private final StateBefore account;
    private final FrameGate gate;
    private final Supplier<Duration> clock;
    private final Deque<ObjectNode> steps = new ArrayDeque<>();
    private @Nullable LampState unexplained;
    private LampState last = new LampState(LampState.switched(false));
    private Duration deafUntil = NEVER;
    private Duration askAt = NEVER;
    private Duration wait = ANSWER;
    private boolean due;
    private boolean away;
    private int tries;

    StateRestorer(
            String name,
            LampLink link,
            StateBefore account,
            FrameGate gate,
            Supplier<Duration> clock) {
        this.clock = clock;
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

    /** Whether a report may be the effect of what was sent. */
    boolean isRecent(Duration now) {
        return now.compareTo(deafUntil) < 0;
    }

    /** Whether a report may be a brightness on the way to the last step. */
    boolean isFading(LampState reported) {
        return last.isFadedTo(reported);
    }

    /** New flashes: nothing is restored yet. */
    void forget() {
        due = false;
        unexplained = null;
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
            LOG.info(
                    "lamp {} did not report its state before it flashed: it is switched off", name);
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
        account.begun();
        LampState step = new LampState(next);
        last = step;
        gate.sent(
                new SentMessage(
                        step.isOn(),
                        FrameMark.NONE,
                        step.isOn() && gate.isFormerGone(),
                        report -> step.isReachedBy(new LampState(report)),
                        link.restore(next),
                        clock));
        if (steps.isEmpty()) {
            away = !link.connected();
            askAt = now.plus(ECHO);
            wait = ECHO;
            account.sent(!away);
        }
        return true;
    }

    /**
     * A lamp that is to be restored reports its state. Dark may be the hub's doing or a person's:
     * of one that does not report its light, it is taken for a person's the fifth time.
     */
    void reported(JsonNode message, LampState reported, Duration now) {
        @Nullable LampState state = account.state();
        boolean left = account.pendingRestore().isLeftIn(message);
        boolean ours =
                left
                        || account.isHalfwayBack(reported)
                        || account.pendingRestore().mayShow(message);
        boolean certain = left || reported.isOn();
        if (state == null ? !reported.isOn() : state.isReachedBy(reported) && !left) {
            settled();
        } else if (isRecent(now) && account.isAftermath(message, reported)) {
            LOG.debug("{} is on its way back", name);
        } else if (ours && tries < (certain ? MOST_TRIES : DARK_TRIES)) {
            due = true;
        } else if (ours || isConfirmed(reported)) {
            if (ours && certain) {
                LOG.warn("lamp {} does not take its state back: look after it", name);
            }
            account.is(reported);
            settled();
        }
    }

    /**
     * Whether a lamp has reported this before; else it is asked. One report that nothing explains
     * may be that of a fade, and late.
     */
    boolean isConfirmed(LampState reported) {
        boolean again = reported.equals(unexplained) || link.protocol().question().isEmpty();
        unexplained = reported;
        if (!again) {
            link.ask();
        }
        return again;
    }

    void settled() {
        due = false;
        unexplained = null;
        account.settled();
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    void care(Duration now) {
        if (account.isOther()) {
            return;
        }
        if (!link.connected()) {
            away = true;
        } else if (away || askAt.equals(NEVER)) {
            away = false;
            wait = ANSWER;
            askAt = now.plus(wait);
            link.ask();
        } else if (wait.equals(LONGEST_WAIT) && reportsNothing()) {
            settled();
        } else if (now.compareTo(askAt) >= 0) {
            due = !account.isSent();
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
            askAt = now.plus(wait);
            link.ask();
        }
    }

    private boolean reportsNothing() {
        return account.state() == null || link.protocol().question().isEmpty();
    }
}
