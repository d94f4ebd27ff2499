// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream is. {@link #toString()} leaves out whatever may be secret: user, password, path
 * and query.
 *
 * @param url as ffmpeg reads it, with the credentials
 * @param host empty for files
 * @param port of the TCP connection it begins with; 0 for none
 * @param shown what people may see of it
 * @param secrets texts that must not be shown, the longest first
 */
record Address(Kind kind, String url, String host, int port, String shown, List<String> secrets) {
    private static final Pattern URL =
            Pattern.compile(
                    "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/]*)@)?"
                            + "(\\[[^\\]]*\\]|[^/:?#]*)(?::([^/?#]*))?(.*)");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int SHORTEST_SECRET = 3;

    /**
     * Reads an address.
     *
     * @param url a URL, or the path of a file
     * @param user empty if it is part of the URL, or if there is none
     * @param password of the user
     * @throws IllegalArgumentException with what is wrong and what to do; it holds no secret
     */
    static Address of(String url, String user, String password) {
        if (CONTROL.matcher(url + user + password).find()) {
            throw new IllegalArgumentException(
                    "'url', 'user' or 'password' holds a line break or another control character:"
                            + " remove it");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return file(url);
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        Kind kind =
                Kind.ofScheme(scheme)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "'url' begins with "
                                                        + scheme
                                                        + "://, which is not supported: use one of "
                                                        + Kind.schemes()
                                                        + " or the path of a file"));
        return kind == Kind.FILE
                ? file(parts.group(5))
                : network(kind, scheme, parts, user, password);
    }

    private static Address file(String path) {
        Kind kind = path.toLowerCase(Locale.ROOT).endsWith(".sdp") ? Kind.SDP : Kind.FILE;
        return new Address(kind, "file:" + path, "", 0, path, List.of());
    }

    private static Address network(
            Kind kind, String scheme, Matcher parts, String user, String password) {
        String login = parts.group(2) == null ? "" : parts.group(2);
        if (!user.isEmpty()) {
            login = encode(user) + ":" + encode(password);
        }
        String host = parts.group(3);
        String port = parts.group(4);
        String path = parts.group(5);
        String place = scheme + "://" + host + (port == null ? "" : ":" + port);
        boolean playlist = kind == Kind.HTTP && path.split("[?#]", 2)[0].endsWith(".m3u8");
        Kind actual = playlist ? Kind.HLS : kind;
        int usual = actual.port(scheme);
        if (host.isEmpty() && usual > 0) {
            throw new IllegalArgumentException(
                    "'url' names no host: write it as " + scheme + "://HOST/PATH");
        }
        return new Address(
                actual,
                scheme
                        + "://"
                        + (login.isEmpty() ? "" : login + "@")
                        + place.split("://", 2)[1]
                        + path,
                host.replace("[", "").replace("]", ""),
                usual == 0 || port == null ? usual : port(port),
                place,
                secrets(login, user, password, path));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // A password with a slash looks like this, so the text is not shown.
        }
        throw new IllegalArgumentException(
                "the port in 'url' is no number from 1 to 65535: correct it; a password with"
                        + " special characters belongs into 'user' and 'password'");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> secrets(String login, String user, String password, String path) {
        List<String> all = new ArrayList<>(List.of(login, user, password, path));
        for (String part : login.split(":", 2)) {
            all.add(part);
            all.add(decode(part));
        }
        return all.stream()
                .filter(text -> text.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part; // a percent sign that is none
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
