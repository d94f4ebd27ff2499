// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
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
    private final Set<String> colours = new HashSet<>();
    private @Nullable LampState state;
    private boolean owed;
    private boolean sent;

    /** Opens the account with what the journal says. */
    LampAccount(String key, LampJournal journal) {
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
    void borrow(List<Frame> frames) {
        if (!owed) {
            colours.clear();
        }
        frames.forEach(frame -> colours.add(frame.colour()));
        owed = true;
        sent = false;
        note();
    }

    /** It has its state. */
    void settled() {
        owed = false;
        journal.strike(key);
    }

    PendingRestore debt() {
        return new PendingRestore(state, colours, sent);
    }

    private void note() {
        journal.owe(key, debt());
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
