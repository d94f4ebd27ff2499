// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.FlashPattern.Frame;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One lamp: its state before, what it shows, and the way back. From its first frame until it tells
 * that it has its state back the lamp is owed that state, and the journal says so. Used on the
 * timer only.
 */
final class LampControl {
    /** After so long it is not waited for any more. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    private final Lamp lamp;
    private final LampLink link;
    private final LampAccount account;
    private final StateRestorer way;
    private final LampHealth health = new LampHealth();
    private @Nullable Frame shown;
    private Duration firstShown = StateRestorer.NEVER;
    private Duration readyAt = StateRestorer.NEVER;
    private Duration keptUntil = StateRestorer.NEVER;
    private boolean asked;

    /** Takes care of a lamp, from where the journal says that it was left. */
    LampControl(Lamp lamp, LampProtocol protocol, MessageBus bus, LampJournal journal) {
        this.lamp = lamp;
        link = new LampLink(lamp.id(), protocol, bus);
        account = new LampAccount(protocol.key(), journal);
        way = new StateRestorer(lamp.id(), link, account);
    }

    Lamp lamp() {
        return lamp;
    }

    LampProtocol protocol() {
        return link.protocol();
    }

    /** Asks for the state, unless it is the hub's own doing at present. */
    void ask(Duration now) {
        if (isBusy() || !link.connected()) {
            return;
        }
        asked = true;
        readyAt = now.plus(ANSWER);
        if (!account.isOwed() && link.keep()) {
            account.is(LampState.kept(account.state()));
            keptUntil = now.plus(StateRestorer.ECHO);
        }
        link.ask();
    }

    LampHealth health() {
        return health;
    }

    boolean awaitsAnswer() {
        return asked;
    }

    /** Whether nothing is gained by waiting before it flashes. */
    boolean isReady(Duration now) {
        return !asked || now.compareTo(readyAt) >= 0;
    }

    /**
     * Takes what the lamp tells. True: a person wants the lamp otherwise than it is shown now.
     *
     * @throws IOException if it is nonsense
     */
    boolean heard(String topic, byte[] payload, Duration now) throws IOException {
        if (payload.length == 0) {
            return false; // a retained message was taken away
        }
        @Nullable JsonNode message = protocol().read(topic, payload);
        if (message == null || !LampState.isState(message)) {
            return false;
        }
        health.spoke(now);
        LampState told = new LampState(message);
        if (shown != null || way.hasBegun()) {
            return heardBusy(message, told, now);
        }
        if (account.isOwed()) {
            answered();
            way.told(message, told, now);
        } else if (!way.isRecent(now) || !account.isAftermath(message, told)) {
            if (now.compareTo(keptUntil) >= 0) {
                account.is(told);
            }
            answered();
        }
        return false;
    }

    private void answered() {
        asked = false;
        link.answered();
    }

    private boolean heardBusy(JsonNode message, LampState told, Duration now) {
        // While it flashes, each dark message may come of it; after that only one in its light.
        if (shown != null ? account.debt().shows(message) : account.isAftermath(message, told)) {
            return false;
        }
        @Nullable LampState state = account.state();
        boolean early = now.compareTo(firstShown.plus(StateRestorer.ECHO)) < 0;
        boolean lateAnswer = early && link.isUnanswered();
        if (early && !link.isUnanswered() && state != null && state.isReachedBy(told)) {
            return false;
        }
        if (lateAnswer && state != null && state.isKept()) {
            return false;
        }
        link.answered();
        boolean inOldLight = state != null && !told.isOn() && account.debt().isLeftIn(message);
        account.is(inOldLight && state != null ? state.off() : told);
        if (shown == null) {
            way.cancel();
            way.settled();
            return false;
        }
        return !lateAnswer;
    }

    /** Whether it flashes or is on its way back. */
    boolean isBusy() {
        return shown != null || way.isAhead();
    }

    /** Whether it has not told yet that it has its state back. */
    boolean isOwed() {
        return account.isOwed();
    }

    /** Whether it was sent its state just now, and should tell soon. */
    boolean maySettleSoon(Duration now) {
        return account.isOwed() && account.isSent() && way.isRecent(now);
    }

    /** Before frames of a pattern are shown: notes what has to be given back after them. */
    void prepare(FlashPattern pattern, Duration now) {
        if (shown == null) {
            firstShown = now;
        }
        way.forget();
        account.borrow(pattern);
    }

    /**
     * Shows a frame; true if that may light it. Without a connection it is left out: late flashes
     * would come all at once.
     */
    boolean show(Frame frame) {
        asked = false;
        way.cancel();
        if (!link.connected() || frame.equals(shown)) {
            return false;
        }
        boolean lights = shown == null || shown.equals(Frame.DARK);
        shown = frame;
        @Nullable LampState before = account.state();
        link.flash(frame, before != null && before.isOn());
        return lights && !frame.equals(Frame.DARK);
    }

    /** Begins or continues the way back; true if the lamp may turn on now. */
    boolean restore(Duration now) {
        if (shown != null || way.isDue()) {
            shown = null;
            way.begin();
        }
        return way.further(now);
    }

    /** Takes the next step of the way back, if one is left. */
    void restoreFurther(Duration now) {
        way.further(now);
    }

    /** Gives the state back at once. */
    void restoreAll(Duration now) {
        restore(now);
        while (way.hasBegun()) {
            restoreFurther(now);
        }
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    void care(Duration now) {
        if (isOwed() && !isBusy()) {
            way.care(now);
        }
    }
}
