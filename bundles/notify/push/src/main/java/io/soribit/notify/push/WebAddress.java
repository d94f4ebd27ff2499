// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.net.URI;

/** The address of a server, as people write it. */
final class WebAddress {
    private WebAddress() {}

    /**
     * Checks it.
     *
     * @param key of the configuration
     * @param example of one that can be used
     * @return without a slash at its end
     * @throws IllegalArgumentException if it cannot be used; without the address itself: people
     *     write passwords into addresses
     */
    static String parse(String key, String text, String example) {
        String url = text.strip().replaceFirst("/+$", "");
        try {
            URI uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(unusable(key, example), e);
        }
        throw new IllegalArgumentException(unusable(key, example));
    }

    private static String unusable(String key, String example) {
        return key
                + " cannot be used: it is to be like "
                + example
                + ", with no user and password in it. Nothing is pushed until then";
    }

    /** Whether secrets that are sent there can be read on the way. */
    static boolean isOpen(String url) {
        return url.startsWith("http://") && !isLoopback(url);
    }

    static boolean isLoopback(String url) {
        String host = String.valueOf(URI.create(url).getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
