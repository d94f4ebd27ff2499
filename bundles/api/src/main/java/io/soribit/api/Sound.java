// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.List;
import java.util.Map;

/**
 * A kind of sound, as the ontology describes it for people.
 *
 * @param id lower case with underscores, for example {@code smoke_alarm}
 * @param names by language tag; {@code en} is always there
 * @param icon one emoji
 * @param colour {@code #RRGGBB}
 * @param urgency unless a person says otherwise
 * @param audioSet display names of AudioSet classes that mean the same
 */
public record Sound(
        String id,
        Map<String, String> names,
        String icon,
        String colour,
        Urgency urgency,
        List<String> audioSet) {
    /** Id of the sound that means nothing was heard: it never becomes an event. */
    public static final String BACKGROUND = "background";

    /** Id of a sudden loud sound; it becomes an event only if no other sound explains it. */
    public static final String UNKNOWN_LOUD = "unknown_loud_sound";

    /** Ids of sounds that the household has taught begin so, and no others. */
    public static final String TAUGHT = "own_";

    /** No sound, but what an alert says that somebody raised to try whether it is seen. */
    public static final Sound TEST =
            new Sound(
                    "test",
                    Map.of("en", "Test", "ko", "테스트"),
                    "✋",
                    "#2979FF",
                    Urgency.NOTICE,
                    List.of());

    /** No sound, but what an alert says of a room that is not heard any more. */
    public static final Sound NOT_HEARD =
            new Sound(
                    "not_heard",
                    Map.of("en", "Room is not heard", "ko", "방의 소리를 들을 수 없음"),
                    "🔇",
                    "#D500F9",
                    Urgency.URGENT,
                    List.of());

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Sound {
        if (!id.matches("[a-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("sound id '" + id + "': 1 to 64 of a-z, 0-9 and _");
        }
        if (!names.containsKey("en")) {
            throw new IllegalArgumentException("sound '" + id + "' has no English name");
        }
        if (!colour.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException(
                    "sound '" + id + "': colour '" + colour + "' is not #RRGGBB");
        }
        names = Map.copyOf(names);
        audioSet = List.copyOf(audioSet);
    }

    /**
     * Its name in a language, or in English where there is none.
     *
     * @param language a language tag, for example {@code ko}
     * @return the name for people
     */
    public String name(String language) {
        return names.getOrDefault(language, names.getOrDefault("en", id));
    }
}
