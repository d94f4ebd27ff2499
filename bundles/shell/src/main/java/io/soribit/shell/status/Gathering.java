// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.api.MessageBus;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.PageAddress;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugIns;
import io.soribit.api.hub.Readiness;
import io.soribit.common.health.LiveChecks;
import io.soribit.shell.status.HubState.Going;
import io.soribit.shell.status.HubState.Mqtt;
import io.soribit.shell.status.HubState.Part;
import io.soribit.shell.status.HubState.PlugIn;
import io.soribit.shell.status.HubState.Reach;
import io.soribit.shell.status.HubState.Room;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the parts of the hub, those that are there, how they are doing. */
record Gathering(
        @Nullable Hearing hearing,
        @Nullable MessageBus bus,
        @Nullable PageAddress page,
        @Nullable Readiness readiness,
        @Nullable Alerts alerts,
        List<LiveChecks.Answer> live) {
    private static final EnumSet<PlugInState> FAILED =
            EnumSet.of(PlugInState.FAILED, PlugInState.QUARANTINED);

    HubState state(String version, String since, PlugIns plugIns) {
        return new HubState(
                ProcessHandle.current().pid(),
                version,
                since,
                page == null ? null : page.uri().toString(),
                bus == null ? null : new Mqtt(bus.connected(), bus.address()),
                hearing == null ? null : hearing.model(),
                hearing == null ? "" : hearing.modelReason(),
                hearing == null ? List.of() : rooms(hearing),
                readiness == null ? null : reach(readiness),
                plugIns.list().stream()
                        .filter(p -> FAILED.contains(p.state()))
                        .map(p -> new PlugIn(p.file(), p.state().text(), p.message()))
                        .toList(),
                alerts == null
                        ? List.of()
                        : alerts.active().stream().map(Gathering::going).toList(),
                live.stream().map(Gathering::part).toList());
    }

    private static Part part(LiveChecks.Answer answer) {
        Result result = answer.result();
        String remedy = result.remedy().isEmpty() ? "" : ": " + result.remedy();
        return new Part(answer.check(), result.status() == Status.OK, result.message() + remedy);
    }

    private static List<Room> rooms(Hearing hearing) {
        return hearing.sources().stream()
                .map(
                        s ->
                                new Room(
                                        s.room(),
                                        s.source(),
                                        s.state().name().toLowerCase(Locale.ROOT),
                                        s.message()))
                .toList();
    }

    private static Reach reach(Readiness readiness) {
        Readiness.Answer answer = readiness.answer();
        List<String> unreachable =
                answer.devices().stream()
                        .filter(d -> d.delivery() == Readiness.Delivery.NOT_REACHABLE)
                        .map(d -> d.device().name() + reason(d.device().message()))
                        .toList();
        return new Reach(
                answer.anything(), readiness.sentence("en"), readiness.sentence("ko"), unreachable);
    }

    private static String reason(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private static Going going(AlertChange change) {
        SoundEvent event = change.alert().event();
        return new Going(
                event.sound().id(),
                event.sound().name("en"),
                event.sound().name("ko"),
                event.rooms().stream().sorted().toList(),
                change.alert().urgency().name().toLowerCase(Locale.ROOT),
                Objects.toString(event.onset()),
                change.state() == AlertState.ACKNOWLEDGED);
    }
}
