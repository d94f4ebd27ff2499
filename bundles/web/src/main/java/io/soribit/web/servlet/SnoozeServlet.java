// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Timeline;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/snooze}: which sounds raise no alert for a while. {@code POST
 * /api/snooze?id=ALERT[&minutes=60][&room=ZONE/*]}: the sound of that alert, in its rooms or in a
 * zone that they are in; where people snooze for themselves, on the devices of who asks. {@code
 * DELETE /api/snooze?sound=SOUND&room=ROOM}: no longer.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/snooze")
public final class SnoozeServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final long USUAL = 60;

    private final transient Timeline timeline;
    private final transient Alerts alerts;

    /**
     * @param who whose devices alone; empty for all
     */
    private record Snoozed(String sound, String room, String until, String who) {}

    private record Snoozes(List<Snoozed> snoozes) {}

    @Activate
    public SnoozeServlet(
            @Reference Timeline timeline, @Reference Alerts alerts, @Reference RequestGuard guard) {
        super(guard);
        this.timeline = timeline;
        this.alerts = alerts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(
                response,
                new Snoozes(
                        alerts.snoozes().stream()
                                .map(
                                        s ->
                                                new Snoozed(
                                                        s.sound(),
                                                        s.room(),
                                                        s.until().toString(),
                                                        s.who()))
                                .toList()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = String.valueOf(request.getParameter("id"));
        Optional<SoundEvent> event = timeline.entry(id).map(entry -> entry.alert().event());
        if (event.isEmpty()) {
            refuse(response, MessageCode.NO_ALERT.with(id));
            return;
        }
        List<String> places = places(request.getParameter("room"), event.get());
        if (places.isEmpty()) {
            refuse(response, MessageCode.INVALID.with("room"));
            return;
        }
        Duration time = Duration.ofMinutes(minutes(request.getParameter("minutes")));
        String by = JsonResponse.by(request);
        boolean allowed =
                places.stream()
                        .allMatch(room -> alerts.snooze(event.get().sound(), room, time, by));
        if (allowed) {
            JsonResponse.done(response, MessageCode.SNOOZED.with());
        } else {
            refuse(response, MessageCode.SNOOZE_DANGER.with());
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        alerts.endSnooze(
                String.valueOf(request.getParameter("sound")),
                String.valueOf(request.getParameter("room")));
        JsonResponse.done(response, MessageCode.SNOOZE_ENDED.with());
    }

    /** Where it is snoozed; empty for a zone that the alert is not in. */
    private static List<String> places(@Nullable String zone, SoundEvent event) {
        if (zone == null || zone.isEmpty()) {
            return event.rooms();
        }
        boolean inside = event.rooms().stream().allMatch(room -> Rooms.covers(zone, room));
        return inside ? List.of(zone) : List.of();
    }

    private static void refuse(HttpServletResponse response, Message why) throws IOException {
        JsonResponse.error(response, HttpServletResponse.SC_BAD_REQUEST, why);
    }

    private static long minutes(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Long.parseLong(text) : USUAL;
    }
}
