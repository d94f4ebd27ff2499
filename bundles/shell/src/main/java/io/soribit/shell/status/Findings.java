// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.common.text.Text;
import io.soribit.shell.status.Finding.Kind;
import io.soribit.shell.status.HubState.Going;
import io.soribit.shell.status.HubState.Mqtt;
import io.soribit.shell.status.HubState.Part;
import io.soribit.shell.status.HubState.PlugIn;
import io.soribit.shell.status.HubState.Reach;
import io.soribit.shell.status.HubState.Room;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is well with a hub and what is wrong, in the order in which a person asks. */
final class Findings {
    private static final Text MISSING =
            new Text(
                    "not available: the log says why; see 'soribit doctor'",
                    "사용할 수 없습니다. 로그에서 이유를 확인하거나 'soribit doctor'를 실행하십시오");
    private static final Map<String, Text> STATES =
            Map.of(
                    "starting", new Text("starting", "시작하는 중입니다"),
                    "listening", new Text("listening", "듣고 있습니다"),
                    "quiet",
                            new Text(
                                    "silent: is it covered or muted?",
                                    "소리가 없습니다. 가려지거나 음소거되었는지 확인하십시오"),
                    "stalled", new Text("no audio comes", "오디오가 들어오지 않습니다"),
                    "lost", new Text("lost", "연결이 끊겼습니다"),
                    "recovering", new Text("being opened again", "다시 여는 중입니다"),
                    "ended", new Text("ended", "끝났습니다"));

    private final ZoneId zone;
    private final List<Finding> all = new ArrayList<>();

    private Findings(ZoneId zone) {
        this.zone = zone;
    }

    static List<Finding> of(HubState hub, Answer answer, ZoneId zone) {
        Findings findings = new Findings(zone);
        findings.page(hub, answer);
        findings.hearing(hub);
        findings.mqtt(hub.mqtt());
        findings.reach(hub.reach());
        hub.plugins().forEach(findings::plugIn);
        hub.parts().forEach(findings::part);
        hub.alerts().forEach(findings::alert);
        return List.copyOf(findings.all);
    }

    private void add(Kind kind, String english, String korean, Text message) {
        all.add(Finding.of(kind, english, korean, message));
    }

    private void page(HubState hub, Answer answer) {
        String page = hub.page();
        if (page == null) {
            add(Kind.WRONG, "page", "페이지", MISSING);
            return;
        }
        add(answer == Answer.LIVE ? Kind.WELL : Kind.WRONG, "page", "페이지", same(page));
        String process = Long.toString(hub.pid());
        if (answer == Answer.SILENT) {
            add(
                    Kind.WRONG,
                    "hub",
                    "허브",
                    new Text(
                            "process " + process + " does not answer: start the hub again",
                            "프로세스 " + process + "이(가) 응답하지 않습니다. 허브를 다시 시작하십시오"));
        } else if (answer == Answer.STUCK) {
            add(
                    Kind.WRONG,
                    "hub",
                    "허브",
                    new Text(
                            "audio arrives and is not scored: start the hub again",
                            "들어온 오디오가 처리되지 않습니다. 허브를 다시 시작하십시오"));
        }
    }

    private void hearing(HubState hub) {
        String model = hub.model();
        if (model == null) {
            add(
                    Kind.WRONG,
                    "model",
                    "모델",
                    hub.modelReason().isEmpty() ? MISSING : same(hub.modelReason()));
        } else {
            add(Kind.WELL, "model", "모델", same(model));
        }
        if (hub.rooms().isEmpty()) {
            add(
                    Kind.WRONG,
                    "rooms",
                    "방",
                    new Text(
                            "nothing is heard: plug a microphone in, or configure a source",
                            "듣고 있는 방이 없습니다. 마이크를 연결하거나 소스를 설정하십시오"));
        }
        hub.rooms().forEach(this::room);
    }

    private void room(Room room) {
        Kind kind =
                switch (room.state()) {
                    case "listening" -> Kind.WELL;
                    case "ended" -> Kind.NOTE;
                    default -> Kind.WRONG;
                };
        Text state = STATES.getOrDefault(room.state(), same(room.state()));
        String reason = room.message().isEmpty() ? "" : ": " + room.message();
        String name = room.room() + " (" + room.source() + ")";
        add(kind, name, name, new Text(state.english() + reason, state.korean() + reason));
    }

    private void mqtt(@Nullable Mqtt mqtt) {
        if (mqtt == null) {
            add(Kind.WRONG, "MQTT", "MQTT", MISSING);
        } else if (mqtt.connected()) {
            add(Kind.WELL, "MQTT", "MQTT", same(mqtt.address()));
        } else {
            add(
                    Kind.WRONG,
                    "MQTT",
                    "MQTT",
                    new Text(
                            "no connection to " + mqtt.address(), mqtt.address() + "에 연결되지 않았습니다"));
        }
    }

    private void reach(@Nullable Reach reach) {
        if (reach == null) {
            return;
        }
        boolean well = reach.anything() && reach.unreachable().isEmpty();
        Kind kind = well ? Kind.WELL : reach.unreachable().isEmpty() ? Kind.NOTE : Kind.WRONG;
        add(kind, "reach", "알림 수단", new Text(reach.en(), reach.ko()));
        reach.unreachable().forEach(device -> add(Kind.WRONG, "device", "기기", same(device)));
    }

    private void plugIn(PlugIn plugIn) {
        String reason = plugIn.message().isEmpty() ? "" : ": " + plugIn.message();
        String what = plugIn.file() + " " + plugIn.state() + reason;
        add(Kind.WRONG, "plug-in", "플러그인", same(what));
    }

    private void part(Part part) {
        Kind kind = part.well() ? Kind.WELL : Kind.WRONG;
        add(kind, part.name(), part.name(), same(part.message()));
    }

    private void alert(Going alert) {
        String rooms = String.join(", ", alert.rooms());
        String time =
                DateTimeFormatter.ofPattern("HH:mm")
                        .withZone(zone)
                        .format(Instant.parse(alert.since()));
        add(
                Kind.ALERT,
                "alert",
                "알림",
                new Text(
                        "%s: %s, since %s, %s"
                                .formatted(
                                        alert.en(), rooms, time, alert.seen() ? "seen" : "unseen"),
                        "%s: %s, %s부터, %s"
                                .formatted(
                                        alert.ko(),
                                        rooms,
                                        time,
                                        alert.seen() ? "확인함" : "확인하지 않음")));
    }

    private static Text same(String text) {
        return new Text(text, text);
    }
}
