// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.api.hub.Device;
import io.soribit.api.hub.Readiness.Answer;
import io.soribit.api.hub.Readiness.Delivery;
import io.soribit.api.hub.Readiness.DeviceHealth;
import io.soribit.common.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can reach people, counted and as a sentence. */
final class ReadinessText {
    private static final Set<String> LAMPS = Set.of("colour", "light", "switch");

    /** It reaches a program, not a person. */
    private static final String PROGRAM = "Webhook";

    private static final int MOST_NAMED = 5;

    private ReadinessText() {}

    /** Counts the devices that can be reached. */
    static Answer answer(List<DeviceHealth> devices) {
        List<String> abilities =
                devices.stream()
                        .map(DeviceHealth::device)
                        .filter(device -> device.reachable() && !device.kind().equals(PROGRAM))
                        .map(Device::ability)
                        .toList();
        return new Answer(
                count(abilities, LAMPS),
                count(abilities, Set.of("display")),
                count(abilities, Set.of("push")),
                count(abilities, Set.of("shaker")),
                devices);
    }

    private static int count(List<String> abilities, Set<String> which) {
        return (int) abilities.stream().filter(which::contains).count();
    }

    static String sentence(Answer answer, String language) {
        return reach(answer).in(language) + wake(answer).in(language) + missing(answer, language);
    }

    private static Text reach(Answer answer) {
        List<Text> parts = new ArrayList<>();
        add(parts, answer.lamps(), "lamp", "조명 %d개");
        add(parts, answer.displays(), "display", "디스플레이 %d개");
        add(parts, answer.phones(), "phone", "휴대전화 %d대");
        add(parts, answer.shakers(), "bed shaker", "침대 진동기 %d개");
        if (parts.isEmpty()) {
            return new Text(
                    "no lamp, display or phone can reach you: only the page and MQTT show alerts",
                    "알릴 수 있는 조명, 디스플레이, 휴대전화가 없습니다. 페이지와 MQTT에만 알림이 표시됩니다");
        }
        return new Text(
                join(parts, "en") + " can reach you", join(parts, "ko") + "에서 알림을 볼 수 있습니다");
    }

    private static void add(List<Text> parts, int number, String one, String korean) {
        if (number > 0) {
            parts.add(
                    new Text(
                            number + " " + one + (number == 1 ? "" : "s"),
                            korean.formatted(number)));
        }
    }

    private static String join(List<Text> parts, String language) {
        return String.join(", ", parts.stream().map(part -> part.in(language)).toList());
    }

    private static Text wake(Answer answer) {
        return answer.shakers() > 0
                ? new Text("; a bed shaker can wake you", ". 침대 진동기가 잠을 깨울 수 있습니다")
                : new Text("; nothing can wake you", ". 잠을 깨울 수 있는 기기가 없습니다");
    }

    private static String missing(Answer answer, String language) {
        List<String> names =
                answer.devices().stream()
                        .filter(health -> health.delivery() == Delivery.NOT_REACHABLE)
                        .map(health -> health.device().name())
                        .limit(MOST_NAMED)
                        .toList();
        return names.isEmpty()
                ? ""
                : new Text("; not reachable: ", ". 연결할 수 없음: ").in(language)
                        + String.join(", ", names);
    }
}
