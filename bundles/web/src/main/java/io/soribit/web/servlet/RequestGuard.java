// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.common.io.MachineName;
import io.soribit.common.log.LogText;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.UserFile;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.LivePage;
import io.soribit.web.limit.AddressCounter;
import io.soribit.web.limit.RateLimiter;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import io.soribit.web.proxy.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which requests are served, the same for all servlets: by host name, method, user, body,
 * number and rate. Every change is written to the log {@code io.soribit.web.audit}. Thread-safe.
 */
@Component(service = RequestGuard.class)
public final class RequestGuard {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.soribit.web.audit");
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final String OWN_HEADER = "Soribit-Request";
    private static final String OWN_SCRIPTS = "page";
    private static final String ADMITTED = "io.soribit.web.admitted";

    /** The value of a parameter that is a URL: there may be a password in it. */
    private static final Pattern URL =
            Pattern.compile("=[^&=]*(?::|%3a)(?:/|%2f){2}[^&]*", Pattern.CASE_INSENSITIVE);

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "DELETE");
    private static final List<String> ADMINISTRATION =
            List.of(
                    "/api/backup",
                    "/api/log",
                    "/api/models",
                    "/api/people",
                    "/api/plugins",
                    "/api/settings",
                    "/api/sources",
                    "/api/updates");

    /** What a household decides for itself. */
    private static final List<String> HOUSEHOLD =
            List.of(
                    "/api/devices/use",
                    "/api/ntfy",
                    "/api/recipients",
                    "/api/rules",
                    "/api/sensitivity",
                    "/api/teach");

    /** Reads that are part of administration: settings, log, updates, and what takes seconds. */
    private static final List<String> INSPECTIONS =
            List.of(
                    "/api/log",
                    "/api/people",
                    "/api/settings",
                    "/api/sources/offers",
                    "/api/teach/price",
                    "/api/updates");

    /**
     * What a device that is not paired yet needs to be paired and installed, and whether the hub
     * works: nothing of the household.
     */
    private static final Set<String> OPEN =
            Set.of(
                    "/pair.html",
                    "/pair.js",
                    "/refused.html",
                    "/trust.html",
                    "/trust.js",
                    "/text.js",
                    "/texts.json",
                    "/preferences.js",
                    "/style.css",
                    "/favicon.svg",
                    "/icon-192.png",
                    "/icon-512.png",
                    "/manifest.webmanifest",
                    "/api/pair",
                    HealthServlet.PATH,
                    HealthServlet.PATH + "/live",
                    HealthServlet.PATH + "/ready",
                    HealthServlet.PATH + "/listening");

    /** Audio of a lent microphone: a request each 0.2 s, which is neither counted nor logged. */
    private static final String AUDIO = "/api/microphone";

    /** Who it was, and from where, is behind it in a line that is cut. */
    private static final int LONGEST_QUERY = 1_000;

    private static final int REQUESTS_AT_ONCE = 16;
    private static final int CHANGES_AT_ONCE = 30;
    private static final int TESTS_AT_ONCE = 6;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Access access;
    private final TrustedProxies proxies;
    private final Login login;
    private final AddressCounter requests = new AddressCounter(REQUESTS_AT_ONCE);
    private final RateLimiter changes;
    private final RateLimiter tests;

    @Activate
    public RequestGuard(BundleContext context, @Reference LivePage page) {
        this(page, Path.of(context.getProperty("soribit.data"), "etc", "page-users"));
    }

    /** With the users of a file, which need not exist. */
    public RequestGuard(LivePage page, Path users) {
        this(
                new Access(MachineName.get(), page.config().host__names()),
                new TrustedProxies(page.config().trusted__proxies()),
                new Login(
                        new UserFile(users),
                        new PairingFile(users.resolveSibling("page-pairing")),
                        MonotonicClock.SYSTEM,
                        Clock.systemUTC()),
                MonotonicClock.SYSTEM);
    }

    RequestGuard(Access access, TrustedProxies proxies, Login login, MonotonicClock clock) {
        this.access = access;
        this.proxies = proxies;
        this.login = login;
        changes = new RateLimiter(CHANGES_AT_ONCE, Duration.ofMillis(500), clock);
        tests = new RateLimiter(TESTS_AT_ONCE, Duration.ofSeconds(5), clock);
    }

    /** The request as its client sent it. */
    HttpServletRequest original(HttpServletRequest request) {
        return proxies.original(request);
    }

    /** Who may use the page. */
    Login login() {
        return login;
    }

    /** Removes a user or a paired device: nothing more is sent to it. */
    public boolean remove(String name) throws IOException {
        return login.remove(name);
    }

    /** Whether the user of a request that is being served would be admitted again, at any time. */
    BooleanSupplier admission(HttpServletRequest request) {
        Login.Result user = (Login.Result) request.getAttribute(ADMITTED);
        return () -> login.stillAdmits(user);
    }

    /** Serves a request that has been admitted. */
    interface Service {
        void serve() throws IOException, jakarta.servlet.ServletException;
    }

    /** Serves the request if it is admitted; otherwise answers why not. */
    void serve(HttpServletRequest request, HttpServletResponse response, Service service)
            throws IOException, jakarta.servlet.ServletException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setCharacterEncoding("UTF-8");
        boolean change = CHANGES.contains(request.getMethod());
        Refusal refusal = refusal(request, change);
        Login.Result user = Login.Result.LOCAL;
        String address = request.getRemoteAddr();
        if (refusal == null && !OPEN.contains(path(request))) {
            user = login.check(DeviceCookie.authorization(request), address, isLocal(request));
            refusal = refusal(request, change, user);
        }
        if (refusal != null) {
            if (user.failure() == Login.Failure.UNAUTHORIZED && DeviceCookie.isIn(request)) {
                response.addCookie(DeviceCookie.removed(request.isSecure()));
            }
            if (refusal.isOfDevice() && isOfPerson(request)) {
                response.setStatus(refusal.status());
                refusal.ask(response, true);
                PageServlet.sendRefusal(response);
            } else {
                refusal.send(response, !isOfPage(request));
            }
            return;
        }
        if (!requests.acquire(address)) {
            new Refusal(TOO_MANY_REQUESTS, MessageCode.TOO_MANY_AT_ONCE.with())
                    .send(response, true);
            return;
        }
        try {
            request.setAttribute(JsonResponse.USER, user.name());
            request.setAttribute(ADMITTED, user);
            service.serve();
        } finally {
            requests.release(address);
            if (change && !isAudio(request)) {
                audit(request, response.getStatus());
            }
        }
    }

    /** Whether it comes from this machine, and not from elsewhere through a program here. */
    private boolean isLocal(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        boolean loopback =
                address.startsWith("127.") || address.matches("\\[?(0:0:0:0:0:0:0:1|::1)]?");
        return loopback && !proxies.isUnknown(request);
    }

    private @Nullable Refusal refusal(HttpServletRequest request, boolean change) {
        if (!access.trusted(request.getServerName())) {
            return new Refusal(
                    HttpServletResponse.SC_MISDIRECTED_REQUEST, MessageCode.HOST_NAME.with());
        }
        if (!change && !READS.contains(request.getMethod())) {
            return new Refusal(
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED, MessageCode.METHOD.with());
        }
        if (!request.getMethod().equals("PUT") && hasBody(request)) {
            return new Refusal(
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, MessageCode.BODY.with());
        }
        return change ? refusalOfChange(request) : null;
    }

    private static @Nullable Refusal refusal(
            HttpServletRequest request, boolean change, Login.Result user) {
        Login.Failure failure = user.failure();
        if (failure == Login.Failure.NOBODY) {
            return new Refusal(
                    HttpServletResponse.SC_FORBIDDEN, MessageCode.NO_ADMINISTRATOR.with());
        }
        if (failure == Login.Failure.LOCKED) {
            return new Refusal(TOO_MANY_REQUESTS, MessageCode.LOCKED_OUT.with());
        }
        if (failure == Login.Failure.UNAVAILABLE) {
            return new Refusal(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    MessageCode.USERS_UNREADABLE.with());
        }
        if (failure != null) {
            return new Refusal(
                    HttpServletResponse.SC_UNAUTHORIZED, MessageCode.UNAUTHORIZED.with());
        }
        boolean inspects = INSPECTIONS.stream().anyMatch(path(request)::startsWith);
        Role needed = change || inspects ? roleFor(request) : Role.VIEWER;
        return user.role().includes(needed)
                ? null
                : new Refusal(
                        HttpServletResponse.SC_FORBIDDEN,
                        switch (needed) {
                            case ADMIN -> MessageCode.NEEDS_ADMIN.with();
                            case HOUSEHOLD -> MessageCode.NEEDS_HOUSEHOLD.with();
                            default -> MessageCode.NEEDS_RESIDENT.with();
                        });
    }

    private static Role roleFor(HttpServletRequest request) {
        String path = path(request);
        if (ADMINISTRATION.stream().anyMatch(path::startsWith)) {
            return Role.ADMIN;
        }
        return HOUSEHOLD.stream().anyMatch(path::startsWith) ? Role.HOUSEHOLD : Role.RESIDENT;
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.toString(request.getPathInfo(), "");
    }

    private static boolean isAudio(HttpServletRequest request) {
        return request.getMethod().equals("PUT") && path(request).equals(AUDIO);
    }

    /** Whether a person reads the answer: a browser opens a page. */
    private static boolean isOfPerson(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && Objects.toString(request.getHeader("Accept"), "").contains("text/html");
    }

    /** Whether the page says itself what is missing; a browser that asks would cover that. */
    private static boolean isOfPage(HttpServletRequest request) {
        return isAudio(request)
                || OWN_SCRIPTS.equals(request.getHeader(OWN_HEADER))
                || Objects.toString(request.getHeader("Accept"), "").contains("text/event-stream");
    }

    /** A body is read as slowly as a client sends it, and none but an upload needs one. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private @Nullable Refusal refusalOfChange(HttpServletRequest request) {
        if (request.getHeader(OWN_HEADER) == null) {
            return new Refusal(
                    HttpServletResponse.SC_FORBIDDEN, MessageCode.HEADER.with(OWN_HEADER));
        }
        if (isAudio(request)) {
            return null;
        }
        String address = request.getRemoteAddr();
        boolean test = String.valueOf(request.getPathInfo()).startsWith("/test");
        if (!changes.allows(address) || (test && !tests.allows(address))) {
            return new Refusal(TOO_MANY_REQUESTS, MessageCode.TOO_FAST.with());
        }
        return null;
    }

    private static void audit(HttpServletRequest request, int status) {
        AUDIT.info(
                "{} {}{} from {} by {}: {}",
                request.getMethod(),
                LogText.of(request.getRequestURI()),
                shown(request.getQueryString()),
                request.getRemoteAddr(),
                JsonResponse.by(request),
                status);
    }

    private static String shown(@Nullable String query) {
        return query == null
                ? ""
                : "?" + LogText.line(URL.matcher(query).replaceAll("=***"), LONGEST_QUERY);
    }

    /** Why a request is not served. */
    private record Refusal(int status, Message message) {
        /**
         * @param asks whether the browser may ask for user and password; until somebody answers,
         *     the page does not learn it
         */
        void send(HttpServletResponse response, boolean asks) throws IOException {
            ask(response, asks);
            if (status == TOO_MANY_REQUESTS
                    || status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", "5");
            }
            JsonResponse.error(response, status, message);
        }

        boolean isOfDevice() {
            return status == HttpServletResponse.SC_UNAUTHORIZED;
        }

        void ask(HttpServletResponse response, boolean asks) {
            if (status == HttpServletResponse.SC_UNAUTHORIZED && asks) {
                response.setHeader(
                        "WWW-Authenticate", "Basic realm=\"Soribit\", charset=\"UTF-8\"");
            }
        }
    }
}
