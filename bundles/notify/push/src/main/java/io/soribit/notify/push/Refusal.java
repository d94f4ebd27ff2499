// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

/** What to do when a server refuses. */
final class Refusal {
    private Refusal() {}

    /**
     * In words.
     *
     * @param body what the server said to it; may be empty
     * @param what what was refused
     */
    static String ofNtfy(int status, String body, String what, String server) {
        String advice =
                switch (status) {
                    case 301, 302, 307, 308 -> "the server has moved: set url to where it is now";
                    case 401 -> "the token, or user and password, is wrong: check them";
                    case 403 ->
                            "the token or user may not use the topic: allow it ('ntfy access'), or"
                                    + " choose another one";
                    case 404 -> "there is no ntfy: check the url";
                    case 413 -> "the message is too long for the server";
                    case 429 -> "too many messages: the server's limits are reached";
                    case 507 -> "the server's disk is full";
                    default ->
                            status >= 500
                                    ? "the server is failing: see its log"
                                    : "see the server's log";
                };
        return server + " refuses the " + what + " (" + status + said(body) + "): " + advice;
    }

    static String ofWebhook(int status, String body, String host) {
        String advice =
                switch (status) {
                    case 301, 302, 307, 308 ->
                            "it redirects, which is not followed: set url to where it is now";
                    case 401, 403 -> "it does not accept the signature: is the secret the same?";
                    case 404, 405, 410 -> "nothing takes it there: check the url";
                    case 413 -> "it takes no document of this size";
                    case 429 -> "it asks for a pause";
                    default -> status >= 500 ? "it is failing: see its log" : "its log says why";
                };
        return host + " refuses the alert (" + status + said(body) + "): " + advice;
    }

    static String ofApprise(int status, String body, String server) {
        String advice =
                switch (status) {
                    case 204 ->
                            "it has nothing under this key: set up a configuration there, or urls";
                    case 301, 302, 307, 308 -> "the server has moved: set url to where it is now";
                    case 401, 403 -> "user or password is wrong: check them";
                    case 400 -> "it cannot use the urls: check them";
                    case 404 -> "there is no Apprise API: check the url";
                    case 424 -> "one of its services did not take it: see the server's log";
                    case 429 -> "too many messages";
                    default ->
                            status >= 500
                                    ? "the server is failing: see its log"
                                    : "its log says why";
                };
        return server + " did not send the message (" + status + said(body) + "): " + advice;
    }

    static String ofPushover(int status, String body, String server) {
        String advice =
                switch (status) {
                    case 400, 401, 403, 404 -> "check token and user";
                    case 429 -> "the application's messages of this month are used up";
                    default -> status >= 500 ? "it is failing" : "it says why";
                };
        return server + " refuses the message (" + status + said(body) + "): " + advice;
    }

    private static String said(String body) {
        String line = body.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.isEmpty() ? "" : " " + (line.length() > 200 ? line.substring(0, 200) : line);
    }
}
