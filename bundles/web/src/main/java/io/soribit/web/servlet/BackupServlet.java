// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.setting.Backups;
import io.soribit.api.setting.Backups.Preview;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.LivePage;
import io.soribit.web.limit.Upload;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code POST /api/backup}: a backup, for an administrator who has logged in, as it holds all
 * secrets. {@code PUT /api/backup}: what a restore of the backup in the body would change.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/backup")
public final class BackupServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int FULL = 507;

    private final transient Backups backups;
    private final long uploadLimit;

    /** What a restore would change. */
    private record Changes(String version, String created, Map<String, String> files, int same) {
        static Changes of(Preview preview) {
            Map<String, String> files = new TreeMap<>();
            preview.files()
                    .forEach((path, what) -> files.put(path, what.name().toLowerCase(Locale.ROOT)));
            return new Changes(preview.version(), preview.created(), files, preview.same());
        }
    }

    @Activate
    public BackupServlet(
            @Reference Backups backups, @Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        this.backups = backups;
        uploadLimit = (long) page.config().upload__megabytes() << 20;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (JsonResponse.user(request).isEmpty()) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_FORBIDDEN, MessageCode.BACKUP_USER.with());
            return;
        }
        response.setContentType("application/zip");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"soribit-backup.zip\"");
        try {
            backups.write(response.getOutputStream());
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e; // the client sees that the end is missing
            }
            response.resetBuffer();
            JsonResponse.error(response, FULL, MessageCode.UNSAVED.with(e.getMessage()));
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Upload body = new Upload(request.getInputStream(), uploadLimit, MonotonicClock.SYSTEM);
        Preview preview;
        try {
            preview = backups.preview(body);
        } catch (IOException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    body.problem().orElse(MessageCode.BACKUP_REFUSED.with(e.getMessage())));
            return;
        }
        JsonResponse.send(response, Changes.of(preview));
    }
}
