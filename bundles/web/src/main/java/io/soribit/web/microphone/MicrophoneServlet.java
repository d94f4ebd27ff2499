// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.microphone;

import io.soribit.api.source.LentMicrophones;
import io.soribit.api.source.LentMicrophones.Receipt;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/microphone}: which devices lend their microphone. {@code POST
 * /api/microphone?room=ROOM}: this device lends its own; {@code PUT /api/microphone}: its audio;
 * {@code DELETE /api/microphone[?device=NAME]}: it is taken back.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/microphone")
public final class MicrophoneServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int LARGEST = 64 * 1024;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final transient LentMicrophones microphones;

    private record Lent(String device, String room, boolean own) {}

    private record All(List<Lent> microphones) {}

    @Activate
    public MicrophoneServlet(
            @Reference LentMicrophones microphones, @Reference RequestGuard guard) {
        super(guard);
        this.microphones = microphones;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String own = JsonResponse.user(request);
        JsonResponse.send(
                response,
                new All(
                        microphones.list().stream()
                                .map(l -> new Lent(l.device(), l.room(), l.device().equals(own)))
                                .toList()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String room = Objects.toString(request.getParameter("room"), "").strip();
        try {
            microphones.lend(JsonResponse.user(request), room);
            JsonResponse.done(response, MessageCode.MICROPHONE_LENT.with(room));
        } catch (IllegalArgumentException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.MICROPHONE_INVALID.with(e.getMessage()));
        } catch (IOException e) {
            JsonResponse.error(response, INSUFFICIENT_STORAGE, unwritten(e));
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] packet;
        try {
            packet = request.getInputStream().readNBytes(LARGEST + 1);
        } catch (IOException e) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_BAD_REQUEST, MessageCode.AUDIO_ENDS.with());
            return;
        }
        Receipt receipt = microphones.take(JsonResponse.user(request), packet);
        switch (receipt) {
            case TAKEN -> JsonResponse.done(response, MessageCode.MICROPHONE_TAKEN.with());
            case MALFORMED ->
                    JsonResponse.error(
                            response,
                            HttpServletResponse.SC_BAD_REQUEST,
                            MessageCode.AUDIO_MALFORMED.with());
            case NOT_LENT ->
                    JsonResponse.error(
                            response,
                            HttpServletResponse.SC_NOT_FOUND,
                            MessageCode.MICROPHONE_NOT_LENT.with());
            case ELSEWHERE ->
                    JsonResponse.error(
                            response,
                            HttpServletResponse.SC_CONFLICT,
                            MessageCode.MICROPHONE_ELSEWHERE.with());
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        @Nullable String named = request.getParameter("device");
        String device = named == null ? JsonResponse.user(request) : named;
        try {
            if (microphones.takeBack(device)) {
                JsonResponse.done(response, MessageCode.MICROPHONE_BACK.with());
            } else {
                JsonResponse.error(
                        response,
                        HttpServletResponse.SC_NOT_FOUND,
                        MessageCode.MICROPHONE_UNKNOWN.with(device));
            }
        } catch (IOException e) {
            JsonResponse.error(response, INSUFFICIENT_STORAGE, unwritten(e));
        }
    }

    private static Message unwritten(IOException e) {
        return MessageCode.MICROPHONE_UNSAVED.with(e.getMessage());
    }
}
