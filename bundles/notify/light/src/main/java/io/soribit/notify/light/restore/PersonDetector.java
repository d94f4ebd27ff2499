// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a report of a flashing lamp means: the effect of a frame, the lamp's state before
 * the flashes (an answer that came late), one step of a fade, or a person who has changed the lamp.
 * On a slow network only a light that the hub has never sent is a person's. Used on the timer only.
 */
final class PersonDetector {
    private final LampLink link;
    private final StateBefore account;
    private final NetworkQuality network;
    private final Suspicion suspicion = new Suspicion();
    private Duration firstShown = StateRestorer.NEVER;

    PersonDetector(LampLink link, StateBefore account, NetworkQuality network) {
        this.link = link;
        this.account = account;
        this.network = network;
    }

    /** Flashes begin. */
    void begin(Duration now) {
        firstShown = now;
    }

    /** The flashes have ended. */
    void end() {
        suspicion.drop();
    }

    /** Whether nothing may be sent to the lamp until it has answered. */
    boolean isAsking() {
        return suspicion.isOpen();
    }

    /** Whether to ask the lamp now. */
    boolean takeQuestion(Duration now) {
        return suspicion.takeQuestion(now);
    }

    /** A report shows the present frame. */
    void explained(Duration now) {
        if (suspicion.isOpen()) {
            network.slow(now); // the report before it came late
        }
        suspicion.drop();
    }

    /**
     * Takes a report that does not show the present frame; true if a person has changed the lamp.
     *
     * @param waiting whether a frame may still be on its way
     */
    boolean isPerson(JsonNode message, LampState reported, boolean waiting, Duration now) {
        if (!network.isFast(now)) {
            suspicion.drop();
            return isPersonOnSlowNetwork(message, reported);
        }
        boolean ours = account.pendingRestore().shows(message);
        if (account.wasHalfwayBack(reported)) {
            return false;
        }
        if (isFormerState(message, reported, now) || (ours && (waiting || !canAsk()))) {
            return false;
        }
        boolean certain =
                !ours && reportsColour(message) && !isFade(message, waiting || isEarly(now));
        if (canAsk() && !certain && !suspicion.confirmedBy(now)) {
            return false;
        }
        suspicion.drop();
        return true;
    }

    private boolean isPersonOnSlowNetwork(JsonNode message, LampState reported) {
        PendingRestore pending = account.pendingRestore();
        if (pending.mayShow(message) || pending.isLeftIn(message)) {
            return false;
        }
        @Nullable LampState state = account.state();
        if (state == null) {
            if (link.isUnanswered()) {
                account.is(reported);
                link.answered();
            }
            return false;
        }
        return !state.hasLightOf(reported) && reportsColour(message) && !isFade(message, true);
    }

    /** Whether this is what the lamp was like before the flashes: an answer or report come late. */
    private boolean isFormerState(JsonNode message, LampState reported, Duration now) {
        @Nullable LampState state = account.state();
        if (state == null) {
            if (link.isUnanswered() && !account.pendingRestore().shows(message)) {
                link.answered();
                account.is(reported);
                return true;
            }
            return false;
        }
        boolean awaited = link.isUnanswered() || isEarly(now);
        if (awaited && state.isKept()) {
            return true;
        }
        if (awaited
                && state.isReachedBy(reported)
                && !account.pendingRestore().isLeftIn(message)
                && !suspicion.isOpen()) {
            if (link.isUnanswered()) {
                account.is(reported);
            }
            link.answered();
            return true;
        }
        return false;
    }

    private boolean isEarly(Duration now) {
        return now.compareTo(firstShown.plus(StateRestorer.ECHO)) < 0;
    }

    /** A fade changes the brightness alone; a colour that the hub has not sent is a person's. */
    private boolean reportsColour(JsonNode message) {
        return link.protocol().ability() == LampProtocol.Ability.COLOUR
                && message.path("state").asText().equalsIgnoreCase("ON")
                && (message.path("color").isObject() || message.has("color_temp"));
    }

    /** Whether it may be changing from its former light to a frame. */
    private boolean isFade(JsonNode message, boolean changing) {
        @Nullable LampState state = account.state();
        if (!changing || state == null) {
            return false;
        }
        ObjectNode former = new LampState(message).toJson();
        return state.toJson().without("brightness").equals(former.without("brightness"));
    }

    private boolean canAsk() {
        return !link.protocol().question().isEmpty();
    }
}
