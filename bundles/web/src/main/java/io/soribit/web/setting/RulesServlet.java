// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Rules;
import io.soribit.api.setting.Rules.InvalidRuleException;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/rules}: the rules in files, and the latest changes. {@code POST
 * /api/rules[?name=NAME&version=VERSION]&sounds=...}: writes one, with the entries as parameters;
 * without a name a new one. {@code DELETE /api/rules?name=NAME&version=VERSION}: removes one.
 * {@code POST /api/rules/undo?change=ID}: makes a rule again what it was.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/rules", "/api/rules/*"})
public final class RulesServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int CHANGES = 10;
    private static final Set<String> OTHER = Set.of("name", "version", "by");

    private final transient Rules rules;

    private record Table(List<RuleRow> rules, List<ChangeRow> changes) {}

    private record RuleRow(
            String name, String version, boolean editable, Map<String, String> entries) {}

    private record ChangeRow(
            String id,
            String time,
            String by,
            String rule,
            @Nullable Map<String, String> before,
            @Nullable Map<String, String> after) {
        static ChangeRow of(Rules.Change change) {
            return new ChangeRow(
                    change.id(),
                    change.time().toString(),
                    change.who(),
                    change.rule(),
                    change.before(),
                    change.after());
        }
    }

    @Activate
    public RulesServlet(@Reference Rules rules, @Reference RequestGuard guard) {
        super(guard);
        this.rules = rules;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(
                response,
                new Table(
                        rules.list().stream()
                                .map(
                                        r ->
                                                new RuleRow(
                                                        r.name(),
                                                        r.version(),
                                                        r.editable(),
                                                        r.entries()))
                                .toList(),
                        rules.changes().stream().limit(CHANGES).map(ChangeRow::of).toList()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        if ("/undo".equals(request.getPathInfo())) {
            String change = String.valueOf(request.getParameter("change"));
            ChangeResponse.send(response, () -> rules.undo(change, by));
            return;
        }
        ChangeResponse.send(response, () -> save(request, by));
    }

    private void save(HttpServletRequest request, String by)
            throws IOException, InvalidRuleException {
        Map<String, String> entries = new HashMap<>();
        for (String key : request.getParameterMap().keySet()) {
            if (!OTHER.contains(key)) {
                entries.put(key, String.valueOf(request.getParameter(key)));
            }
        }
        rules.save(request.getParameter("name"), request.getParameter("version"), entries, by);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        String name = String.valueOf(request.getParameter("name"));
        String version = String.valueOf(request.getParameter("version"));
        ChangeResponse.send(response, () -> rules.remove(name, version, by));
    }
}
