// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds set by the user: entries {@code [room/]label=onset[/offset]}. An entry for the room
 * counts more than one for its zone, that more than one for all rooms, and a later one more than an
 * earlier one. The room may have a zone, as in {@code floor2/room214/dog=0.8}, or be all of one,
 * {@code floor2/*}.
 */
public final class ThresholdRules {
    public static final ThresholdRules NONE = new ThresholdRules(List.of());

    /** After a zone: each of its rooms. */
    private static final String ALL = "/*";

    private record Rule(@Nullable String room, String label, float onset, @Nullable Float offset) {}

    private final List<Rule> rules;

    private ThresholdRules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Reads the entries.
     *
     * @param refused receives each invalid entry and the reason
     */
    public static ThresholdRules parse(List<String> entries, BiConsumer<String, String> refused) {
        List<Rule> rules = new ArrayList<>();
        for (String entry : entries) {
            try {
                rules.add(rule(entry));
            } catch (IllegalArgumentException e) {
                refused.accept(entry, String.valueOf(e.getMessage()));
            }
        }
        return new ThresholdRules(List.copyOf(rules));
    }

    /** The labels that the rules name. */
    public List<String> labels() {
        return rules.stream().map(Rule::label).distinct().toList();
    }

    /** The threshold of a label in a room, given the calibrated one. */
    public Threshold apply(String room, String label, Sound sound, Threshold calibrated) {
        Rule best = null;
        for (Rule rule : rules) {
            boolean meant = rule.label.equals(label) || rule.label.equals(sound.id());
            boolean here = rule.room == null || Rooms.covers(rule.room, room);
            if (meant && here && (best == null || rank(rule) >= rank(best))) {
                best = rule;
            }
        }
        return best == null ? calibrated : threshold(best, calibrated);
    }

    /** The nearer the place, the higher. */
    private static int rank(Rule rule) {
        String room = rule.room;
        if (room == null) {
            return 0;
        }
        return room.endsWith(ALL) ? room.length() : Integer.MAX_VALUE;
    }

    private static Threshold threshold(Rule rule, Threshold calibrated) {
        Float offset = rule.offset;
        if (offset != null) {
            return calibrated.at(rule.onset, offset);
        }
        float ratio = calibrated.onset() > 0 ? calibrated.offset() / calibrated.onset() : 1;
        return calibrated.at(rule.onset, Math.min(rule.onset, rule.onset * ratio));
    }

    private static Rule rule(String entry) {
        int equals = entry.lastIndexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("there is no '='");
        }
        String name = entry.substring(0, equals).strip();
        String value = entry.substring(equals + 1).strip();
        int slash = name.lastIndexOf('/');
        String label = name.substring(slash + 1).strip();
        if (label.isEmpty()) {
            throw new IllegalArgumentException("it names no sound");
        }
        String room = slash < 0 ? null : place(name.substring(0, slash).strip());
        int cut = value.indexOf('/');
        float onset = number(cut < 0 ? value : value.substring(0, cut));
        Float offset = cut < 0 ? null : Float.valueOf(number(value.substring(cut + 1)));
        Threshold valid = new Threshold(onset, offset == null ? 0 : offset);
        return new Rule(room, label, valid.onset(), offset);
    }

    /** A room, or all of a zone. */
    private static String place(String entry) {
        if (entry.equals("*")) {
            throw new IllegalArgumentException("leave '*/' out: the entry is for all rooms then");
        }
        if (entry.endsWith(ALL)) {
            Rooms.check(entry.substring(0, entry.length() - ALL.length()));
            return entry;
        }
        return Rooms.check(entry);
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is not a number", e);
        }
    }
}
