// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The name and secret of a paired device, which its browser keeps. No script can read it. */
final class DeviceCookie {
    private static final String NAME = "soribit";
    private static final Duration KEPT = Duration.ofDays(400); // browsers keep none for longer

    private DeviceCookie() {}

    /**
     * @param credentials {@code NAME:SECRET}
     */
    static Cookie of(String credentials, boolean secure) {
        return cookie(
                Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                (int) KEPT.toSeconds(),
                secure);
    }

    /** The one that removes it: the device was revoked. */
    static Cookie removed(boolean secure) {
        return cookie("", 0, secure);
    }

    private static Cookie cookie(String value, int seconds, boolean secure) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    /** What the request says who it is from, in the form of HTTP Basic; null if nothing. */
    static @Nullable String authorization(HttpServletRequest request) {
        @Nullable String header = request.getHeader("Authorization");
        return header != null
                ? header
                : cookies(request).map(c -> "Basic " + c.getValue()).findFirst().orElse(null);
    }

    static boolean isIn(HttpServletRequest request) {
        return cookies(request).findFirst().isPresent();
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        Cookie @Nullable [] all = request.getCookies();
        return all == null
                ? Stream.empty()
                : Arrays.stream(all).filter(c -> c.getName().equals(NAME));
    }
}
