// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that serves only the requests that the {@link RequestGuard} admits. */
public abstract class GuardedServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient RequestGuard guard;

    /**
     * @param guard admits requests
     */
    protected GuardedServlet(RequestGuard guard) {
        this.guard = guard;
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        QueryRequest query = new QueryRequest(guard.original(request));
        guard.serve(query, response, () -> super.service(query, response));
    }
}
