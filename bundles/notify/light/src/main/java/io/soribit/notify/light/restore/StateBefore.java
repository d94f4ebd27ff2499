// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one lamp as far as the hub knows it, and whether the hub has to restore it: then the
 * journal says so. Only the first state is recorded, and it is restored after the last alert.
 */
final class StateBefore {
    private final String key;
    private final LampJournal journal;
    private final LampLeases leases;
    private Urgency urgency = Urgency.NOTICE;
    private boolean flashing;
    private final Set<String> colours = new HashSet<>();
    private @Nullable LampState state;
    private boolean restorePending;
    private boolean begun;
    private boolean sent;
    private int frames;

    /** Opens the account with what the journal says. */
    StateBefore(String key, LampJournal journal, LampLeases leases) {
        this.leases = leases;
        this.key = key;
        this.journal = journal;
        journal.of(key)
                .ifPresent(
                        pendingRestore -> {
                            state = pendingRestore.state();
                            colours.addAll(pendingRestore.colours());
                            sent = pendingRestore.sent();
                            restorePending = true;
                        });
    }

    @Nullable LampState state() {
        return state;
    }

    /** It is in this state, or shall be after the alerts. */
    void is(@Nullable LampState known) {
        state = known;
        if (restorePending) {
            note();
        }
    }

    /**
     * A person has changed the lamp, perhaps switched it off while it had the light of an alert.
     */
    void adopt(JsonNode message, LampState reported) {
        boolean inOldLight = !reported.isOn() && pendingRestore().isLeftIn(message);
        is(state != null && inOldLight ? state.off() : reported);
    }

    /** Whether it has not confirmed yet that its state is restored. */
    boolean isRestorePending() {
        return restorePending;
    }

    /** Whether the restoring messages were sent. */
    boolean isSent() {
        return sent;
    }

    /** A restoring message was sent, or is about to be. */
    void begun() {
        begun = true;
    }

    void sent(boolean reached) {
        sent = reached;
        note();
    }

    /**
     * Frames of a pattern will be shown: from now on its state has to be restored.
     *
     * @param drained whether no report of earlier frames can still arrive
     */
    void begin(List<Frame> pattern, Urgency forWhat, boolean drained) {
        urgency = forWhat;
        flashing = true;
        if (!restorePending && drained) {
            colours.clear();
        }
        adoptOther();
        pattern.forEach(frame -> colours.add(frame.colour()));
        restorePending = true;
        sent = false;
        note();
    }

    /** This hub is about to show an alert: no other one does so at the same time. */
    void want(Urgency forWhat) {
        urgency = forWhat;
        flashing = true;
        hold();
    }

    /** It does not, any more. */
    void unwant() {
        flashing = false;
        if (leases.isHeld(key)) {
            hold();
        }
    }

    boolean isWanted() {
        return flashing;
    }

    /** While another hub has the lamp, its state before is what that hub says. */
    void adoptOther() {
        leases.other(key)
                .ifPresent(
                        lease -> {
                            if (lease.before().state() != null) {
                                state = lease.before().state();
                            }
                            colours.addAll(lease.before().colours());
                            frames = Math.max(frames, lease.frames());
                        });
    }

    /** Whether this hub may change the lamp. */
    boolean isOwn() {
        return leases.isOwn(key);
    }

    /** Whether another hub has the lamp, or had it a moment ago. */
    boolean isOther() {
        return !leases.isOwn(key) && leases.isOther(key);
    }

    /** Whether another hub had the lamp a moment ago. */
    boolean wasOther() {
        return leases.wasOther(key);
    }

    /** Whether this hub holds a lease of the lamp, or waits for one. */
    boolean isHeld() {
        return leases.isHeld(key);
    }

    /** Whether the lease does not hold any more. */
    boolean isLapsed() {
        return leases.isLapsed(key);
    }

    /** Whether another hub is to have the lamp. */
    boolean isOutranked(boolean used) {
        return leases.isOutranked(key, used);
    }

    /** Says again that this hub uses the lamp. */
    void refresh() {
        leases.refresh(key);
    }

    /** Gives the lamp to the next hub that wants it. */
    void passOn() {
        leases.passOn(key, lease());
    }

    /** This hub does nothing more with the lamp. */
    void release() {
        leases.release(key);
    }

    /** How many frames were shown on the lamp. */
    int frames() {
        return frames;
    }

    /** A frame of that number was shown. */
    void shown(int number) {
        frames = number;
    }

    /** It has its state. */
    void settled() {
        restorePending = false;
        begun = false;
        journal.remove(key);
    }

    PendingRestore pendingRestore() {
        return new PendingRestore(state, colours, sent);
    }

    private void note() {
        journal.put(key, pendingRestore());
        hold();
    }

    /** Claims the lamp, or says what has changed. */
    void hold() {
        leases.hold(key, lease());
    }

    private Lease lease() {
        return new Lease(pendingRestore(), urgency, flashing, frames, "", 0);
    }

    /** Whether it reports what the hub has left behind, or what it restored. */
    boolean isAftermath(JsonNode message, LampState reported) {
        boolean restored = state != null && state.hasLightOf(reported);
        return restored || pendingRestore().mayShow(message) || pendingRestore().isLeftIn(message);
    }

    /**
     * Whether it reports, perhaps late, how the hub has lit it before it was to be switched off.
     */
    boolean wasHalfwayBack(LampState reported) {
        return begun && isHalfwayBack(reported);
    }

    /**
     * A dark lamp is lit in its old light before it is switched off, and may have missed that it
     * was to be switched off.
     */
    boolean isHalfwayBack(LampState reported) {
        return state != null && !state.isOn() && reported.isOn() && state.hasLightOf(reported);
    }
}
