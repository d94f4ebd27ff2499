// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Rules;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /api/rules}: the rules in files, and the latest changes; they can be changed. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/rules", "/api/rules/*"})
public final class RulesServlet extends SettingFilesServlet {
    private static final long serialVersionUID = 1;

    private record Table(List<Row> rules, List<ChangeRow> changes) {}

    @Activate
    public RulesServlet(@Reference Rules rules, @Reference RequestGuard guard) {
        super(rules, guard);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Table(rows(), changes()));
    }
}
