// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.time.Duration;

/**
 * How a stream is read.
 *
 * @param sampleRate of what the hub receives, in Hz
 * @param channels of what the hub receives
 * @param transport of RTSP: {@code tcp} or {@code udp}
 * @param timeout in which the server must answer
 * @param verify whether the certificate of a server is checked
 * @param certificate file with the certificates that are trusted; empty for those of the system
 */
record StreamOptions(
        int sampleRate,
        int channels,
        String transport,
        Duration timeout,
        boolean verify,
        String certificate) {}
