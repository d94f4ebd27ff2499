// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static java.util.Map.entry;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.CRC32;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The page itself: the files of the bundle's {@code page} folder, and no others. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    entry("/index.html", "text/html"),
                    entry("/style.css", "text/css"),
                    entry("/preferences.js", "text/javascript"),
                    entry("/app.js", "text/javascript"),
                    entry("/view.js", "text/javascript"),
                    entry("/alerts.js", "text/javascript"),
                    entry("/devices.js", "text/javascript"),
                    entry("/displays.js", "text/javascript"),
                    entry("/models.js", "text/javascript"),
                    entry("/bench.js", "text/javascript"),
                    entry("/lamp.js", "text/javascript"),
                    entry("/texts.json", "application/json"),
                    entry("/icons.svg", "image/svg+xml"),
                    entry("/favicon.svg", "image/svg+xml"));

    private final transient Access access;

    @Activate
    public PageServlet(@Reference LivePage page) {
        this(new Access(page.config().host__names()));
    }

    PageServlet(Access access) {
        this.access = access;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!access.grant(request, response)) {
            return;
        }
        String info = request.getPathInfo();
        String asked = request.getServletPath() + (info == null ? "" : info);
        String path = asked.isEmpty() || asked.equals("/") ? "/index.html" : asked;
        String type = TYPES.get(path);
        if (type == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("text/plain");
            response.getWriter().println("There is nothing here. The live page is at /");
            return;
        }
        send(read(path), type, request, response);
    }

    private static void send(
            byte[] content, String type, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream("page" + path)) {
            if (in == null) {
                throw new IOException("the bundle io.soribit.web lacks page" + path);
            }
            return in.readAllBytes();
        }
    }
}
