// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/recipients}: who is notified of which sound in which mode, the latest changes,
 * and the rules in files. {@code POST
 * /api/recipients?sound=ID&mode=home|sleep|away&kinds=lamps,shakers,push,display[&was=KINDS]}:
 * chooses; no kinds: the sound is only shown. {@code POST /api/recipients/undo?change=ID}: chooses
 * again what was chosen before.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/recipients", "/api/recipients/*"})
public final class RecipientsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Recipients recipients;

    @Activate
    public RecipientsServlet(@Reference Recipients recipients, @Reference RequestGuard guard) {
        super(guard);
        this.recipients = recipients;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, RecipientsJson.table(recipients));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        ChangeResponse.send(response, () -> change(request, by));
    }

    private void change(HttpServletRequest request, String by) throws IOException {
        if (request.getPathInfo() == null) {
            choose(request, by);
        } else if (request.getPathInfo().equals("/undo")) {
            recipients.undo(String.valueOf(request.getParameter("change")), by);
        } else {
            throw new IllegalArgumentException("no such change");
        }
    }

    private void choose(HttpServletRequest request, String by) throws IOException {
        HomeMode mode =
                HomeMode.of(String.valueOf(request.getParameter("mode")))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the modes are home, sleep and away"));
        @Nullable String kinds = request.getParameter("kinds");
        if (kinds == null) {
            throw new IllegalArgumentException("kinds are missing");
        }
        @Nullable String was = request.getParameter("was");
        recipients.choose(
                String.valueOf(request.getParameter("sound")),
                mode,
                kinds(kinds),
                was == null ? null : kinds(was),
                by);
    }

    private static Set<Kind> kinds(String text) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!text.isBlank()) {
            for (String word : text.split(",", -1)) {
                kinds.add(
                        Kind.of(word.strip())
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "the kinds are lamps, shakers, push and"
                                                                + " display")));
            }
        }
        return kinds;
    }
}
