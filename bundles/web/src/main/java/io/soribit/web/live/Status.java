// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of the hub, as in the event {@code status} and in {@code /api/status}.
 *
 * @param time of this status
 * @param listening {@code listening}, {@code partly}, {@code starting}, {@code ended} or {@code
 *     not_listening}: all sources together
 * @param missing parts of the hub that are not running: {@code hearing}, {@code mqtt}
 * @param hubs what is wrong between this hub and others that share with it
 * @param problems what else is wrong with the running hub
 */
public record Status(
        String time,
        String listening,
        @Nullable ActiveModel model,
        List<Source> sources,
        Map<String, Double> stageMicros,
        @Nullable Mqtt mqtt,
        List<String> missing,
        List<Trouble> hubs,
        List<Problems.Problem> problems) {
    /** A source that reports to listen counts as stale after this time without a scored window. */
    static final Duration STALE = Duration.ofSeconds(10);

    /** The active model, and why it was chosen. */
    public record ActiveModel(@Nullable String id, String reason, List<String> available) {}

    /**
     * Something that is wrong between hubs.
     *
     * @param problem as in {@link SourceSharing.Problem}, in lower case
     */
    public record Trouble(String problem, String detail) {
        static Trouble of(SourceSharing.Trouble trouble) {
            return new Trouble(trouble.problem().name().toLowerCase(Locale.ROOT), trouble.detail());
        }
    }

    /** Without other hubs, and without problems. */
    Status(
            String time,
            String listening,
            @Nullable ActiveModel model,
            List<Source> sources,
            Map<String, Double> stageMicros,
            @Nullable Mqtt mqtt,
            List<String> missing) {
        this(time, listening, model, sources, stageMicros, mqtt, missing, List.of(), List.of());
    }

    /** The same with what is wrong between hubs, and else. */
    Status with(List<SourceSharing.Trouble> troubles, List<Problems.Problem> others) {
        return new Status(
                time,
                listening,
                model,
                sources,
                stageMicros,
                mqtt,
                missing,
                troubles.stream().map(Trouble::of).toList(),
                others);
    }

    /** The connection to the broker. */
    public record Mqtt(boolean connected, String address) {}

    /**
     * One source.
     *
     * @param state as in {@link SourceState}, in lower case
     * @param stale it reports to listen, but nothing was scored for {@link #STALE}
     * @param ageMs since its last window was scored; null before the first
     */
    public record Source(
            String id,
            String room,
            String state,
            boolean stale,
            String message,
            float levelDb,
            @Nullable Long ageMs,
            SourceStatus.Windows windows,
            SourceStatus.Reception reception) {
        static Source of(SourceStatus s, Instant now) {
            Instant scored = s.lastScored();
            Long age = scored == null ? null : Duration.between(scored, now).toMillis();
            boolean flows = s.state() == SourceState.LISTENING || s.state() == SourceState.QUIET;
            boolean stale = flows && age != null && age > STALE.toMillis();
            return new Source(
                    s.source(),
                    s.room(),
                    s.state().name().toLowerCase(Locale.ROOT),
                    stale,
                    s.message(),
                    s.levelDb(),
                    age == null ? null : Math.max(0, age),
                    s.windows(),
                    s.reception());
        }

        boolean isHeard() {
            return state.equals("listening") && !stale;
        }
    }

    static Status of(@Nullable Hearing hearing, @Nullable MessageBus bus, Instant now) {
        Mqtt mqtt = bus == null ? null : new Mqtt(bus.connected(), bus.address());
        if (hearing == null) {
            return new Status(
                    now.toString(),
                    "not_listening",
                    null,
                    List.of(),
                    Map.of(),
                    mqtt,
                    bus == null ? List.of("hearing", "mqtt") : List.of("hearing"));
        }
        List<Source> sources = hearing.sources().stream().map(s -> Source.of(s, now)).toList();
        return new Status(
                now.toString(),
                summary(sources),
                new ActiveModel(hearing.model(), hearing.modelReason(), hearing.models()),
                sources,
                hearing.stageMicros(),
                mqtt,
                bus == null ? List.of("mqtt") : List.of());
    }

    /** The status while the engine fails to report it. */
    static Status unknown(Instant now) {
        return new Status(
                now.toString(),
                "not_listening",
                null,
                List.of(),
                Map.of(),
                null,
                List.of("hearing"));
    }

    private static String summary(List<Source> sources) {
        List<Source> active = sources.stream().filter(s -> !s.state().equals("ended")).toList();
        if (active.isEmpty()) {
            return sources.isEmpty() ? "not_listening" : "ended";
        }
        long heard = active.stream().filter(Source::isHeard).count();
        if (heard > 0) {
            return heard == active.size() ? "listening" : "partly";
        }
        boolean starting = active.stream().allMatch(s -> s.state().equals("starting"));
        return starting ? "starting" : "not_listening";
    }
}
