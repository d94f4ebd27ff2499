// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import java.util.List;
import java.util.TreeSet;

/** What is to be heard, where and when. */
record Evening(List<Scene> scenes, double seconds) {
    /** Shorter than this, the sounds of one room would run into each other. */
    static final int SHORTEST = 30;

    /** Longer than this, the pauses only get dull. */
    static final int LONGEST = 60;

    Evening {
        scenes = List.copyOf(scenes);
    }

    /** The evening, paced to fill some seconds, 30 to 60 of them. */
    static Evening of(int seconds) {
        double length = Math.max(SHORTEST, Math.min(LONGEST, seconds));
        double last = length - 14;
        List<Scene> scenes =
                List.of(
                        new Scene(
                                "hallway",
                                "doorbell",
                                "the doorbell rings",
                                0,
                                Synthesis.dingDong()),
                        new Scene("hallway", "knock", "somebody knocks", 0, Synthesis.knocks()),
                        new Scene(
                                "living room",
                                "phone_ring",
                                "the phone rings",
                                0,
                                Synthesis.phone()),
                        new Scene(
                                "kitchen",
                                "smoke_alarm",
                                "the smoke alarm goes off",
                                0,
                                Synthesis.smokeAlarm()),
                        new Scene(
                                "living room",
                                "siren",
                                "a siren passes outside",
                                0,
                                Synthesis.siren()),
                        new Scene(
                                "hallway",
                                "",
                                "a fan hums, and then all is quiet",
                                0,
                                Synthesis.noise(6, -40)));
        return new Evening(
                List.of(
                        scenes.get(0).at(2.5),
                        scenes.get(1).at(2.5 + last * 0.22),
                        scenes.get(2).at(2.5 + last * 0.38),
                        scenes.get(3).at(2.5 + last * 0.58),
                        scenes.get(4).at(2.5 + last * 0.8),
                        scenes.get(5).at(2.5 + last * 0.9)),
                length);
    }

    /** The rooms in it, sorted. */
    List<String> rooms() {
        TreeSet<String> rooms = new TreeSet<>();
        scenes.forEach(scene -> rooms.add(scene.room()));
        return List.copyOf(rooms);
    }
}
