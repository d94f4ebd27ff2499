// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.web.LivePage;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The page itself: the files of the bundle's {@code page} folder, and no others. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class PageServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final String FOLDER = "/io/soribit/web/page";
    private static final Pattern FILE = Pattern.compile("/[a-z0-9-]+\\.([a-z]+)");
    private static final String PNG = "image/png";

    /** In {@code Accept-Encoding}, unless it is refused by a quality of zero. */
    private static final Pattern GZIP =
            Pattern.compile("(?i)(^|[,\\s])gzip\\s*(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(?=[,;\\s]|$)");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html",
                    "css", "text/css",
                    "js", "text/javascript",
                    "json", "application/json",
                    "png", PNG,
                    "svg", "image/svg+xml",
                    "webmanifest", "application/manifest+json");

    private static final String INDEX = "/index.html";

    private final String version;

    @Activate
    public PageServlet(@Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        version = page.version();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String info = request.getPathInfo();
        String requested = request.getServletPath() + (info == null ? "" : info);
        String path = requested.isEmpty() || requested.equals("/") ? INDEX : requested;
        Matcher file = FILE.matcher(path);
        @Nullable String type = file.matches() ? TYPES.get(file.group(1)) : null;
        byte @Nullable [] content = type == null ? null : read(path);
        if (content != null && path.equals(INDEX)) {
            content = new String(content, UTF_8).replace("{version}", version).getBytes(UTF_8);
        }
        if (type == null || content == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("text/plain");
            response.getWriter().println("Not found. The live page is at /");
            return;
        }
        send(content, type, request, response);
    }

    /** What a person reads whose device is not paired. */
    static void sendRefusal(HttpServletResponse response) throws IOException {
        byte @Nullable [] content = read("/refused.html");
        if (content == null) {
            throw new FileNotFoundException("refused.html is not in the bundle");
        }
        response.setContentType("text/html");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static void send(
            byte[] content, String type, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean compressed = !type.equals(PNG) && takesGzip(request);
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = "\"" + Long.toHexString(sum.getValue()) + (compressed ? "-gzip\"" : "\"");
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", "no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] sent = compressed ? gzip(content) : content;
        if (compressed) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(type);
        response.setContentLength(sent.length);
        response.getOutputStream().write(sent);
    }

    private static boolean takesGzip(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && GZIP.matcher(accepted).find();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte @Nullable [] read(String path) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
