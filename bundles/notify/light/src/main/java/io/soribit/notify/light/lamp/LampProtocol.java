// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one lamp is spoken to. The hub thinks of every lamp in the words of Zigbee2MQTT ({@code
 * state}, {@code brightness} 0 to 254, {@code color_mode}, {@code color}, {@code color_temp} in
 * mired); a protocol translates both ways, and knows what else the lamp can do to come back to its
 * own light if the hub dies. Used on the timer only.
 */
public interface LampProtocol {
    /** What a lamp can show. */
    public enum Ability {
        /** Any colour. */
        COLOUR,
        /** Brightness, no colour. */
        LIGHT,
        /** On and off: a relay, a bed shaker, a siren. */
        SWITCH;

        /** The one of this word. */
        static Optional<Ability> of(String word) {
            return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
        }

        /** As in {@link io.soribit.api.hub.Device#ability}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A message to a lamp. */
    record Message(String topic, String payload) {}

    /** Its key in the journal. */
    String key();

    Ability ability();

    /** Whether it reports each state that it was sent, soon after. */
    default boolean reports() {
        return true;
    }

    /** Whether what it reports of a frame has the very brightness of it, up to a percent. */
    default boolean reportsBrightness() {
        return false;
    }

    /** Filters of the topics on which it reports. */
    List<String> reportTopics();

    /**
     * Its whole state, in the form of Zigbee2MQTT; null if this says nothing of its state.
     *
     * @throws IOException if it is malformed
     */
    @Nullable JsonNode read(String topic, byte[] payload) throws IOException;

    /** What makes it report its state; empty if nothing does. */
    List<Message> question();

    /** Translates a state to be set. */
    List<Message> say(ObjectNode target);

    /**
     * As {@link #say}, for a frame of an alert: where the lamp can, it ends by itself if no other
     * message follows.
     *
     * @param wasOn whether the lamp was on before
     */
    default List<Message> flash(ObjectNode frame, boolean wasOn) {
        return say(frame);
    }

    /** What makes it keep its present state itself; empty if it cannot. */
    default List<Message> keep() {
        return List.of();
    }
}
