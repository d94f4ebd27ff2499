// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Choices in memory: smoke is an emergency, and a rule decides about the phone in mode away. */
public final class FakeRecipients implements Recipients {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    private final List<Sound> sounds =
            List.of(
                    HubFixture.SMOKE,
                    HubFixture.DOORBELL,
                    HubFixture.BABY,
                    HubFixture.PHONE,
                    HubFixture.COUGH);
    private final Map<String, Set<Kind>> chosen = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    public volatile boolean full;

    @Override
    public synchronized List<Choice> choices() {
        List<Choice> all = new ArrayList<>();
        for (Sound sound : sounds) {
            for (HomeMode mode : HomeMode.values()) {
                all.add(choice(sound, mode));
            }
        }
        return all;
    }

    private Choice choice(Sound sound, HomeMode mode) {
        boolean emergency = sound.urgency() == Urgency.EMERGENCY;
        boolean rule = sound.equals(HubFixture.PHONE) && mode == HomeMode.AWAY;
        boolean shown =
                sound.urgency() == Urgency.INFO
                        || (sound.urgency() == Urgency.NOTICE && mode == HomeMode.SLEEP);
        Set<Kind> usual = shown ? Set.of() : ALL;
        return new Choice(
                sound,
                mode,
                chosen.getOrDefault(sound.id() + mode, usual),
                usual,
                emergency ? Lock.EMERGENCY : rule ? Lock.RULE : Lock.NONE,
                rule ? "holiday" : "");
    }

    public synchronized Choice cell(Sound sound, HomeMode mode) {
        return choice(sound, mode);
    }

    @Override
    public synchronized Change choose(
            String sound, HomeMode mode, Set<Kind> kinds, Set<Kind> was, String who)
            throws IOException {
        Sound known =
                sounds.stream()
                        .filter(s -> s.id().equals(sound))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no sound " + sound));
        Choice now = choice(known, mode);
        if (now.lock() != Lock.NONE || (was != null && !was.equals(now.kinds()))) {
            throw new IllegalStateException("somebody else has changed this meanwhile");
        }
        if (full) {
            throw new IOException("No space left on device");
        }
        chosen.put(sound + mode, kinds);
        String id = "c" + changes.size();
        Change change = new Change(id, Instant.now(), who, sound, mode, now.kinds(), kinds);
        changes.add(0, change);
        return change;
    }

    @Override
    public synchronized Change undo(String change, String who) throws IOException {
        Change known =
                changes.stream()
                        .filter(c -> c.id().equals(change))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        return choose(known.sound(), known.mode(), known.before(), known.after(), who);
    }

    @Override
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    @Override
    public List<Written> written() {
        return List.of(
                new Written(
                        "holiday",
                        Set.of("phone_ring"),
                        Set.of(),
                        Set.of(HomeMode.AWAY),
                        "",
                        true,
                        null,
                        Set.of(),
                        null,
                        null,
                        Set.of()),
                new Written(
                        "night",
                        Set.of("doorbell", "baby_cry"),
                        Set.of("Hall"),
                        Set.of(HomeMode.SLEEP),
                        "mon,tue 22:00-07:00",
                        false,
                        Urgency.URGENT,
                        Set.of("bed"),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Set.of("push")));
    }
}
