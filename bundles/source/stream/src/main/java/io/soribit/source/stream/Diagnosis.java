// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Why ffmpeg gives no audio, from what it prints, and what to do about it. */
enum Diagnosis {
    LOGIN(
            "401 Unauthorized|403 Forbidden|authorization failed",
            "user or password is wrong",
            "correct 'user' and 'password'"),
    NOT_FOUND(
            "404 Not Found",
            "the server has no such stream",
            "check the path in 'url'; the camera's manual names it"),
    NO_FILE(
            "no such file|permission denied|is a directory",
            "there is no such file, or the hub may not read it",
            "check the path in 'url', and in 'certificate' where it is set"),
    UNKNOWN_HOST(
            "Failed to resolve hostname",
            "its host name is not known",
            "check it in 'url', or write the address instead"),
    TRANSPORT(
            "failed: 461|Nonmatching transport|Unsupported transport",
            "it does not send over the transport that is configured",
            "set 'transport' to udp, or to tcp if it is udp"),
    /** Not 454 at PLAY: that is the answer where no track was asked for. */
    BUSY(
            "failed: 453|Not Enough Bandwidth|(?:DESCRIBE|SETUP) failed: 454|"
                    + "503 Service Unavailable|429 Too Many",
            "it is busy",
            "close other viewers of it, such as a recorder or an app, or choose a stream with less"
                    + " picture in 'url'"),
    CERTIFICATE(
            "certificate|handshake",
            "its certificate is not trusted",
            "set 'certificate' to a file with the certificate of the server or of its issuer, or"
                    + " 'verify = false' if the network is trusted"),
    NO_AUDIO(
            "does not contain any stream|matches no streams|501 Not Implemented|"
                    + "PLAY failed: 4|Unable to find a suitable output",
            "the stream has no audio",
            "switch the microphone on in the camera's settings, or choose another stream in 'url'"),
    CODEC(
            "Decoder .*not found|Unknown decoder|unknown codec|Could not find codec parameters|"
                    + "decoder.*not (?:found|available|implemented)",
            "ffmpeg cannot decode its audio",
            "choose AAC, G.711 or Opus in the camera's settings, or install an ffmpeg with all"
                    + " codecs"),
    OLD_FFMPEG(
            "unknown keyword 'option'|Unknown keyword",
            "this ffmpeg is too old",
            "install version 5.0 or later"),
    PROTOCOL(
            "Protocol not found|not on whitelist",
            "it uses a protocol that ffmpeg lacks or that is not allowed for this address",
            "check 'url', or install an ffmpeg with all protocols"),
    REFUSED(
            "Connection refused",
            "it refuses connections",
            "check the port, and that streaming is switched on"),
    SERVER_ERROR(
            "5XX Server Error",
            "the server has an error of its own",
            "restart it, and look into its log"),
    TIMEOUT(
            "timed out|Input/output error",
            "nothing comes from it",
            "check that it is switched on, and that no firewall drops the packets"),
    UNREACHABLE(
            "No route to host|Network is unreachable",
            "it cannot be reached",
            "check that it is switched on and in this network"),
    NO_MEDIA(
            "Invalid data found",
            "what comes is no audio that ffmpeg knows, or nothing comes",
            "check that 'url' leads to a stream, not to a web page, and that no firewall drops"
                    + " the packets");

    private final Pattern pattern;
    private final String cause;
    private final String remedy;

    Diagnosis(String pattern, String cause, String remedy) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        this.cause = cause;
        this.remedy = remedy;
    }

    /**
     * Explains a failure; the most specific explanation that the lines allow.
     *
     * @param lines what the program printed last, without secrets
     */
    static SourceException explain(Object place, List<String> lines) {
        String printed =
                String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        return Arrays.stream(values())
                .filter(d -> lines.stream().anyMatch(line -> d.pattern.matcher(line).find()))
                .findFirst()
                .map(d -> new SourceException(d == LOGIN, place + ": " + d.text(printed)))
                .orElseGet(
                        () ->
                                new SourceException(
                                        place
                                                + ": the program ended"
                                                + (printed.isEmpty() ? "" : " (" + printed + ")")
                                                + ": see that the device is on and reachable"));
    }

    private String text(String printed) {
        return cause + " (" + printed + "): " + remedy;
    }
}
