// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.FlashPattern.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lamp: its state before, what it shows, and the way back. Only the first state is taken, and
 * only the last alert gives it back. From its first frame until it tells that it has its state back
 * the lamp is owed that state, and the journal says so. Used on the timer only.
 */
final class LampControl {
    private static final Logger LOG = LoggerFactory.getLogger(LampControl.class);

    /** Echoes of what the hub said come so long after it. */
    private static final Duration ECHO = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 10;
    private static final Duration NEVER = Duration.ofSeconds(Long.MIN_VALUE / 2);

    private static final String QUESTION = "{\"state\":\"\",\"brightness\":\"\",\"color\":\"\"}";

    private final Lamp lamp;
    private final MessageBus bus;
    private final String topic;
    private final LampJournal journal;
    private final Deque<ObjectNode> restoration = new ArrayDeque<>();
    private final Set<String> colours = new HashSet<>();
    private @Nullable LampState state;
    private @Nullable Frame shown;
    private Duration firstShown = NEVER;
    private Duration deafUntil = NEVER;
    private Duration askAt = NEVER;
    private Duration wait = ANSWER;
    private boolean asked;
    private boolean unanswered;
    private boolean owed;
    private boolean sent;
    private boolean due;
    private boolean away;
    private int tries;

    /**
     * @param topic of the lamp, for example {@code zigbee2mqtt/kitchen}
     */
    LampControl(Lamp lamp, MessageBus bus, String topic, LampJournal journal) {
        this.lamp = lamp;
        this.bus = bus;
        this.topic = topic;
        this.journal = journal;
        journal.of(topic)
                .ifPresent(
                        debt -> {
                            state = debt.state();
                            colours.addAll(debt.colours());
                            sent = debt.sent();
                            owed = true;
                        });
    }

    Lamp lamp() {
        return lamp;
    }

    /** Asks for the state, unless it is the hub's own doing at present. */
    void ask() {
        if (!isBusy() && bus.connected()) {
            asked = true;
            question();
        }
    }

    private void question() {
        unanswered = true;
        bus.publish(topic + "/get", QUESTION, 1, false);
    }

    boolean awaitsAnswer() {
        return asked;
    }

    /** Takes what the lamp tells. True: a person wants the lamp otherwise than it is shown now. */
    boolean heard(JsonNode message, Duration now) {
        if (!LampState.isState(message)) {
            return false;
        }
        LampState told = new LampState(message);
        if (shown != null || !restoration.isEmpty()) {
            return heardBusy(message, told, now);
        }
        if (owed) {
            asked = false;
            unanswered = false;
            settle(message, told, now);
        } else if (now.compareTo(deafUntil) >= 0 || !isEcho(message, told)) {
            state = told;
            asked = false;
            unanswered = false;
        }
        return false;
    }

    private boolean heardBusy(JsonNode message, LampState told, Duration now) {
        if (isEcho(message, told)) {
            return false;
        }
        boolean early = now.compareTo(firstShown.plus(ECHO)) < 0;
        boolean lateAnswer = early && unanswered;
        if (early && !unanswered && state != null && state.isReachedBy(told)) {
            return false;
        }
        unanswered = false;
        boolean inOldLight = state != null && !told.isOn() && debt().isLeftIn(message);
        state = inOldLight && state != null ? state.off() : told;
        note();
        if (shown == null) {
            restoration.clear();
            settled();
            return false;
        }
        return !lateAnswer;
    }

    /**
     * Whether a message may come from what the hub has said. While it flashes, each dark message
     * may; after that only one in the light of the alert.
     */
    private boolean isEcho(JsonNode message, LampState told) {
        if (shown != null) {
            return debt().shows(message);
        }
        boolean restored = state != null && state.hasLightOf(told);
        return restored || debt().mayShow(message) || debt().isLeftIn(message);
    }

    /**
     * A lamp that is owed its state tells what it is. Dark may be the hub's doing or a person's: of
     * one that does not tell in what light it was, it is taken for a person's the second time.
     */
    private void settle(JsonNode message, LampState told, Duration now) {
        boolean left = debt().isLeftIn(message);
        boolean halfway = !sent && isHalfwayBack(told);
        boolean ours = left || halfway || debt().mayShow(message);
        boolean certain = left || told.isOn();
        if (state == null ? !told.isOn() : state.isReachedBy(told) && !left) {
            settled();
        } else if (now.compareTo(deafUntil) < 0 && isEcho(message, told)) {
            LOG.debug("{} is on its way back", topic);
        } else if (ours && tries < (certain ? MOST_TRIES : 2)) {
            due = true;
        } else {
            if (ours && certain) {
                LOG.warn("lamp {} does not take its state back: look after it", lamp.name());
            }
            state = told;
            settled();
        }
    }

    /** A dark lamp is lit in its old light before it is switched off. */
    private boolean isHalfwayBack(LampState told) {
        return state != null && !state.isOn() && told.isOn() && state.hasLightOf(told);
    }

    private void settled() {
        owed = false;
        due = false;
        journal.strike(topic);
    }

    /** Whether it flashes or is on its way back. */
    boolean isBusy() {
        return shown != null || !restoration.isEmpty() || due;
    }

    /** Whether it has not told yet that it has its state back. */
    boolean isOwed() {
        return owed;
    }

    /** Whether it was sent its state just now, and should tell soon. */
    boolean maySettleSoon(Duration now) {
        return owed && sent && now.compareTo(deafUntil) < 0;
    }

    /** Before frames of a pattern are shown: notes what has to be given back after them. */
    void prepare(FlashPattern pattern, Duration now) {
        if (shown == null) {
            firstShown = now;
        }
        if (!owed) {
            colours.clear();
        }
        pattern.frames().forEach(frame -> colours.add(frame.colour()));
        owed = true;
        sent = false;
        due = false;
        tries = 0;
        note();
    }

    private Debt debt() {
        return new Debt(state, colours, sent);
    }

    private void note() {
        journal.owe(topic, debt());
    }

    /** Shows a frame. Without a connection it is left out: late flashes would come all at once. */
    void show(Frame frame) {
        asked = false;
        restoration.clear();
        if (bus.connected() && !frame.equals(shown)) {
            shown = frame;
            bus.publish(topic + "/set", LampState.message(frame).toString(), 0, false);
        }
    }

    /** Begins or continues the way back; the lamp may turn on now. */
    void restore(Duration now) {
        if (shown != null || due) {
            shown = null;
            due = false;
            tries++;
            restoration.clear();
            if (state == null) {
                LOG.info(
                        "lamp {} did not tell its state on {} before it flashed: it is left off",
                        lamp.name(),
                        topic);
                restoration.add(LampState.switched(false));
            } else {
                restoration.addAll(state.restoration());
            }
        }
        restoreFurther(now);
    }

    /** Takes the next step of the way back, if one is left. */
    void restoreFurther(Duration now) {
        @Nullable ObjectNode next = restoration.poll();
        if (next == null) {
            return;
        }
        deafUntil = now.plus(ECHO);
        bus.publish(topic + "/set", next.toString(), 1, false);
        if (restoration.isEmpty()) {
            sent = bus.connected();
            away = !sent;
            askAt = now.plus(ECHO);
            wait = ECHO;
            note();
        }
    }

    /** Gives the state back at once. */
    void restoreAll(Duration now) {
        restore(now);
        while (!restoration.isEmpty()) {
            restoreFurther(now);
        }
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    void care(Duration now) {
        if (!owed || isBusy()) {
            return;
        }
        if (!bus.connected()) {
            away = true;
        } else if (away || askAt.equals(NEVER)) {
            away = false;
            wait = ANSWER;
            askAt = now.plus(wait);
            question();
        } else if (state == null && wait.equals(LONGEST_WAIT)) {
            settled();
        } else if (now.compareTo(askAt) >= 0) {
            due = !sent;
            wait =
                    wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0
                            ? wait.multipliedBy(2)
                            : LONGEST_WAIT;
            askAt = now.plus(wait);
            question();
        }
    }
}
