// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Alternative;
import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub in memory: engine, message bus and ontology, controlled by a test. */
public final class HubFixture implements Hearing, MessageBus, Ontology {
    public static final Sound SMOKE =
            sound("smoke_alarm", "Smoke alarm", "화재 경보기", "🔥", "#FF2200", Urgency.EMERGENCY);
    public static final Sound SIREN =
            sound("siren", "Siren", "사이렌", "🚨", "#0057FF", Urgency.EMERGENCY);
    public static final Sound DOORBELL =
            sound("doorbell", "Doorbell", "초인종", "🔔", "#00C853", Urgency.URGENT);
    public static final Sound BABY =
            sound("baby_cry", "Baby crying", "아기 울음", "👶", "#FF9100", Urgency.URGENT);
    public static final Sound PHONE =
            sound("phone_ring", "Phone", "전화벨", "📞", "#FFD600", Urgency.NOTICE);
    public static final Sound COUGH =
            sound("cough", "Coughing", "기침", "😷", "#4DD0E1", Urgency.INFO);
    public static final Sound PEELING =
            sound("peeling", "Peeling", "껍질 벗기는 소리", "🥕", "#FFAB40", Urgency.INFO);

    public final List<SourceStatus> sources = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    public volatile boolean connected = true;

    /** Puts a source into a state, its last window scored just before {@code now}. */
    public void source(String room, SourceState state, String message, float levelDb, Instant now) {
        sources.removeIf(s -> s.room().equals(room));
        SourceStatus.Windows windows = new SourceStatus.Windows(7200, 0, 0, 1);
        Instant scored = state == SourceState.STARTING ? null : now.minusMillis(400);
        sources.add(
                new SourceStatus(
                        "mic-" + room.toLowerCase(java.util.Locale.ROOT),
                        room,
                        state,
                        message,
                        levelDb,
                        scored,
                        windows));
    }

    public void send(String topic, String payload) {
        handlers.forEach(
                (filter, handler) -> {
                    if (topic.matches(filter.replace("+", "[^/]+").replace("#", ".*"))) {
                        handler.message(topic, payload.getBytes(StandardCharsets.UTF_8), false);
                    }
                });
    }

    public int subscriptions() {
        return handlers.size();
    }

    public static SoundEvent start(String id, Sound sound, Instant onset, String... rooms) {
        return event(id, Phase.START, sound, onset, null, true, rooms);
    }

    public static SoundEvent end(
            String id, Sound sound, Instant onset, Instant end, String... rooms) {
        return event(id, Phase.END, sound, onset, end, true, rooms);
    }

    public static SoundEvent event(
            String id,
            Phase phase,
            Sound sound,
            Instant onset,
            Instant end,
            boolean house,
            String... rooms) {
        return new SoundEvent(
                id,
                phase,
                house,
                List.of(rooms),
                sound,
                onset,
                end,
                0.87f,
                List.of(new Alternative(sound, 0.87f), new Alternative(COUGH, 0.12f)),
                -23.5f,
                "home",
                "home-int8",
                Duration.ofMillis(310));
    }

    private static Sound sound(
            String id, String en, String ko, String icon, String colour, Urgency urgency) {
        return new Sound(id, Map.of("en", en, "ko", ko), icon, colour, urgency, List.of());
    }

    @Override
    public List<SourceStatus> sources() {
        return sources;
    }

    @Override
    public String model() {
        return "home-integer";
    }

    @Override
    public String modelReason() {
        return "the fastest model that passed its golden clips";
    }

    @Override
    public List<String> models() {
        return List.of("home-float32", "home-integer");
    }

    @Override
    public Map<String, Double> stageMicros() {
        return Map.of("features", 410.0);
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:1883";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {
        send(topic, new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        handlers.put(filter, handler);
        return () -> handlers.remove(filter);
    }

    @Override
    public Collection<Sound> sounds() {
        return List.of(SMOKE, DOORBELL, BABY, PHONE, COUGH);
    }

    @Override
    public Optional<Sound> sound(String id) {
        return sounds().stream().filter(s -> s.id().equals(id)).findFirst();
    }

    @Override
    public Sound ofLabel(String label) {
        return sound(label).orElseThrow();
    }
}
