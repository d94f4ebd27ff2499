// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.SettingFiles;
import io.soribit.api.setting.SettingFiles.InvalidSettingException;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings in files: {@code POST [?name=NAME&version=VERSION]&KEY=VALUE...} writes one, without a
 * name a new one; {@code DELETE ?name=NAME&version=VERSION} removes one; {@code POST
 * .../undo?change=ID} makes one again what it was.
 */
abstract class SettingFilesServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int CHANGES = 10;
    private static final Set<String> OTHER = Set.of("name", "version", "by");

    private final transient SettingFiles files;

    /** A file. */
    record Row(String name, String version, boolean editable, Map<String, String> entries) {
        static Row of(SettingFiles.Entry entry) {
            return new Row(entry.name(), entry.version(), entry.editable(), entry.entries());
        }
    }

    /** A change of one. */
    record ChangeRow(
            String id,
            String time,
            String by,
            String name,
            @Nullable Map<String, String> before,
            @Nullable Map<String, String> after) {
        static ChangeRow of(SettingFiles.Change change) {
            return new ChangeRow(
                    change.id(),
                    change.time().toString(),
                    change.who(),
                    change.name(),
                    change.before(),
                    change.after());
        }
    }

    SettingFilesServlet(SettingFiles files, RequestGuard guard) {
        super(guard);
        this.files = files;
    }

    final List<Row> rows() throws IOException {
        return files.list().stream().map(Row::of).toList();
    }

    final List<ChangeRow> changes() {
        return files.changes().stream().limit(CHANGES).map(ChangeRow::of).toList();
    }

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        if ("/undo".equals(request.getPathInfo())) {
            String change = String.valueOf(request.getParameter("change"));
            ChangeResponse.send(response, () -> files.undo(change, by));
            return;
        }
        ChangeResponse.send(response, () -> save(request, by));
    }

    private void save(HttpServletRequest request, String by)
            throws IOException, InvalidSettingException {
        Map<String, String> entries = new HashMap<>();
        for (String key : request.getParameterMap().keySet()) {
            if (!OTHER.contains(key)) {
                entries.put(key, String.valueOf(request.getParameter(key)));
            }
        }
        files.save(request.getParameter("name"), request.getParameter("version"), entries, by);
    }

    @Override
    protected final void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        String name = String.valueOf(request.getParameter("name"));
        String version = String.valueOf(request.getParameter("version"));
        ChangeResponse.send(response, () -> files.remove(name, version, by));
    }
}
