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
 * The state of one lamp as far as the hub knows it, and whether the hub owes it that state: then
 * the journal says so. Only the first state is taken, and only the last alert gives it back.
 */
final class LampAccount {
    private final String key;
    private final LampJournal journal;
    private final LampLeases leases;
    private Urgency urgency = Urgency.INFO;
    private boolean flashing;
    private final Set<String> colours = new HashSet<>();
    private @Nullable LampState state;
    private boolean owed;
    private boolean sent;

    /** Opens the account with what the journal says. */
    LampAccount(String key, LampJournal journal, LampLeases leases) {
        this.leases = leases;
        this.key = key;
        this.journal = journal;
        journal.of(key)
                .ifPresent(
                        debt -> {
                            state = debt.state();
                            colours.addAll(debt.colours());
                            sent = debt.sent();
                            owed = true;
                        });
    }

    @Nullable LampState state() {
        return state;
    }

    /** It is in this state, or shall be after the alerts. */
    void is(@Nullable LampState known) {
        state = known;
        if (owed) {
            note();
        }
    }

    /** Whether it has not told yet that it has its state back. */
    boolean isOwed() {
        return owed;
    }

    /** Whether its state was sent on its way back. */
    boolean isSent() {
        return sent;
    }

    void sent(boolean reached) {
        sent = reached;
        note();
    }

    /** Frames of a pattern will be shown: from now on it is owed its state. */
    void borrow(List<Frame> frames, Urgency forWhat) {
        urgency = forWhat;
        flashing = true;
        if (!owed) {
            colours.clear();
            adoptOther();
        }
        frames.forEach(frame -> colours.add(frame.colour()));
        owed = true;
        sent = false;
        note();
    }

    /** The flashes are over. */
    void restoring() {
        flashing = false;
        if (owed) {
            note();
        }
    }

    /** While another hub uses the lamp, its state before is what that hub knows. */
    void adoptOther() {
        leases.other(key)
                .ifPresent(
                        lease -> {
                            if (lease.before().state() != null) {
                                state = lease.before().state();
                            }
                            colours.addAll(lease.before().colours());
                        });
    }

    /** Whether another hub has shown something on the lamp, and has not restored it. */
    boolean isShared() {
        return leases.other(key).isPresent();
    }

    /** Whether another hub flashes it for something at least as urgent. */
    boolean isTaken() {
        return leases.isTaken(key, urgency);
    }

    /** Whether another hub flashes it. */
    boolean isFlashedElsewhere() {
        return leases.isFlashing(key);
    }

    /** Whether another hub restores it. */
    boolean isRestoredElsewhere() {
        return leases.isRestoredElsewhere(key);
    }

    /** It has its state. */
    void settled() {
        owed = false;
        flashing = false;
        journal.strike(key);
        leases.release(key);
    }

    PendingRestore debt() {
        return new PendingRestore(state, colours, sent);
    }

    private void note() {
        journal.owe(key, debt());
        leases.hold(key, new LampLeases.Lease(debt(), urgency, flashing));
    }

    /** Whether it tells what the hub has left behind, or what it gave back. */
    boolean isAftermath(JsonNode message, LampState told) {
        boolean restored = state != null && state.hasLightOf(told);
        return restored || debt().mayShow(message) || debt().isLeftIn(message);
    }

    /** A dark lamp is lit in its old light before it is switched off. */
    boolean isHalfwayBack(LampState told) {
        return !sent && state != null && !state.isOn() && told.isOn() && state.hasLightOf(told);
    }
}
