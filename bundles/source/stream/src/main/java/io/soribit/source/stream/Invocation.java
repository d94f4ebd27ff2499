// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * How a program is started.
 *
 * @param line program and arguments: everybody on this machine can read them
 * @param input for its standard input: nobody else can read it
 */
record Invocation(List<String> line, String input) {
    /** How long ffmpeg looks at a stream before it decodes it. */
    private static final int ANALYZE_MICROS = 500_000;

    /**
     * Lets ffmpeg read an address. The address is not an argument but part of a concat script on
     * standard input, because it holds the credentials.
     */
    static Invocation ffmpeg(String program, Address address, StreamOptions options) {
        List<String> line = new ArrayList<>(List.of(program, "-nostdin", "-hide_banner"));
        line.addAll(List.of("-nostats", "-v", "level+info"));
        if (address.kind().isPaced()) {
            line.add("-re");
        }
        line.addAll(List.of("-f", "concat", "-safe", "0"));
        line.addAll(List.of("-protocol_whitelist", address.kind().whitelist()));
        line.addAll(List.of("-analyzeduration", String.valueOf(ANALYZE_MICROS), "-i", "pipe:0"));
        line.addAll(List.of("-vn", "-sn", "-dn", "-map", "0:a:0"));
        // Timestamps that jump are no reason to drop audio: time is counted in samples.
        line.addAll(List.of("-af", "asetpts=N/SR/TB"));
        line.addAll(List.of("-ac", String.valueOf(options.channels())));
        line.addAll(List.of("-ar", String.valueOf(options.sampleRate())));
        line.addAll(List.of("-f", "s16le", "-flush_packets", "1", "pipe:1"));
        return new Invocation(line, script(address, options));
    }

    private static String script(Address address, StreamOptions options) {
        String timeout = String.valueOf(options.timeout().toNanos() / 1000);
        StringBuilder script = new StringBuilder("ffconcat version 1.0\n");
        script.append("file ").append(quote(address.url())).append('\n');
        add(script, "analyzeduration", String.valueOf(ANALYZE_MICROS));
        switch (address.kind()) {
            case RTSP, RTSPS -> {
                add(script, "rtsp_transport", options.transport());
                add(script, "allowed_media_types", "audio");
                add(script, "timeout", timeout);
            }
            case HTTP, HLS, RTMP -> add(script, "rw_timeout", timeout);
            case UDP -> {
                add(script, "timeout", timeout);
                add(script, "overrun_nonfatal", "1");
            }
            case SRT -> add(script, "timeout", timeout);
            case RTP, SDP -> add(script, "allowed_media_types", "audio");
            case FILE -> {
                // A file needs no options.
            }
        }
        if (address.kind().whitelist().contains("tls")) {
            add(script, "tls_verify", options.verify() ? "1" : "0");
            if (!options.certificate().isEmpty()) {
                add(script, "ca_file", options.certificate());
            }
        }
        return script.toString();
    }

    private static void add(StringBuilder script, String option, String value) {
        script.append("option ").append(option).append(' ').append(quote(value)).append('\n');
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
