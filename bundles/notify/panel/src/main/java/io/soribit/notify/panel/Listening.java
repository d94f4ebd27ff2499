// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.room.RoomHealth;
import io.soribit.common.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hub listens.
 *
 * @param well whether every room is heard, and there is one
 * @param silent the rooms that are not heard
 */
public record Listening(boolean well, List<String> silent) {
    private static final Set<SourceState> HEARD = Set.of(SourceState.LISTENING, SourceState.ENDED);

    private static final Text WELL = new Text("Listening", "듣는 중");
    private static final Text NO_ROOM = new Text("No room is heard", "듣는 방이 없음");
    private static final Text NOT_HEARD = new Text("Not heard", "안 들림");

    public Listening {
        silent = List.copyOf(silent);
    }

    /** How it is right now. */
    public static Listening of(@Nullable Hearing hearing) {
        List<SourceStatus> sources = hearing == null ? List.of() : hearing.sources();
        List<String> silent =
                RoomHealth.of(sources).entrySet().stream()
                        .filter(room -> !HEARD.contains(room.getValue().state()))
                        .map(Map.Entry::getKey)
                        .toList();
        return new Listening(silent.isEmpty() && !sources.isEmpty(), silent);
    }

    /** In words. */
    public String words(String language) {
        if (well) {
            return WELL.in(language);
        }
        return silent.isEmpty()
                ? NO_ROOM.in(language)
                : NOT_HEARD.in(language) + ": " + String.join(", ", silent);
    }
}
