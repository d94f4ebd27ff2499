// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.LampState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lamp: its state before, what it shows, and the way back. From its first frame until it tells
 * that it has its state back the lamp is owed that state, and the journal says so. Used on the
 * timer only.
 */
public final class LampControl {
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
    public LampControl(Lamp lamp, LampProtocol protocol, MessageBus bus, LampJournal journal) {
        this.lamp = lamp;
        link = new LampLink(lamp.id(), protocol, bus);
        account = new LampAccount(protocol.key(), journal);
        way = new StateRestorer(lamp.id(), link, account);
    }

    public Lamp lamp() {
        return lamp;
    }

    public LampProtocol protocol() {
        return link.protocol();
    }

    /** Asks for the state, unless it is the hub's own doing at present. */
    public void ask(Duration now) {
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

    public LampHealth health() {
        return health;
    }

    public boolean awaitsAnswer() {
        return asked;
    }

    /** Whether nothing is gained by waiting before it flashes. */
    public boolean isReady(Duration now) {
        return !asked || now.compareTo(readyAt) >= 0;
    }

    /**
     * Takes what the lamp tells. True: a person wants the lamp otherwise than it is shown now.
     *
     * @throws IOException if it is nonsense
     */
    public boolean heard(String topic, byte[] payload, Duration now) throws IOException {
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
    public boolean isBusy() {
        return shown != null || way.isAhead();
    }

    /** Whether it has not told yet that it has its state back. */
    public boolean isOwed() {
        return account.isOwed();
    }

    /** Whether it was sent its state just now, and should tell soon. */
    public boolean maySettleSoon(Duration now) {
        return account.isOwed() && account.isSent() && way.isRecent(now);
    }

    /** Before frames of a pattern are shown: notes what has to be given back after them. */
    public void prepare(List<Frame> frames, Duration now) {
        if (shown == null) {
            firstShown = now;
        }
        way.forget();
        account.borrow(frames);
    }

    /**
     * Shows a frame; true if that may light it. Without a connection it is left out: late flashes
     * would come all at once.
     */
    public boolean show(Frame frame) {
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
    public boolean restore(Duration now) {
        if (shown != null || way.isDue()) {
            shown = null;
            way.begin();
        }
        return way.further(now);
    }

    /** Takes the next step of the way back, if one is left. */
    public void restoreFurther(Duration now) {
        way.further(now);
    }

    /** Gives the state back at once. */
    public void restoreAll(Duration now) {
        restore(now);
        while (way.hasBegun()) {
            restoreFurther(now);
        }
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    public void care(Duration now) {
        if (isOwed() && !isBusy()) {
            way.care(now);
        }
    }
}
