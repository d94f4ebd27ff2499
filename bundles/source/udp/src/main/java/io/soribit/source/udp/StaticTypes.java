// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.frame.RejectedException;
import java.util.Map;

/**
 * The payload types of RTP that say by themselves what a packet holds (RFC 3551, tables 4 and 5);
 * on others the sender and this hub have to agree.
 */
final class StaticTypes {
    private static final int END = 35;
    private static final int STEREO = 10;
    private static final int MONO = 11;
    private static final int RATE = 44_100;
    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0, "G.711 (PCMU)"),
                    Map.entry(3, "GSM"),
                    Map.entry(4, "G.723"),
                    Map.entry(5, "DVI4"),
                    Map.entry(6, "DVI4"),
                    Map.entry(7, "LPC"),
                    Map.entry(8, "G.711 (PCMA)"),
                    Map.entry(9, "G.722"),
                    Map.entry(STEREO, "L16"),
                    Map.entry(MONO, "L16"),
                    Map.entry(12, "QCELP"),
                    Map.entry(13, "comfort noise"),
                    Map.entry(14, "MPEG audio"),
                    Map.entry(15, "G.728"),
                    Map.entry(16, "DVI4"),
                    Map.entry(17, "DVI4"),
                    Map.entry(18, "G.729"));

    private StaticTypes() {}

    /**
     * Checks a packet that is to be read as L16.
     *
     * @throws RejectedException if its type says that it holds something else
     */
    static void checkLinear(int type, int sampleRate, int channels) throws RejectedException {
        if (type != STEREO && type != MONO) {
            check(type, "L16");
        } else if (sampleRate != RATE || channels != (type == STEREO ? 2 : 1)) {
            throw new RejectedException(
                    "its payload type "
                            + type
                            + " means 44100 Hz and "
                            + (type == STEREO ? 2 : 1)
                            + " channel(s): set 'sample_rate' and 'channels' to that, or let the"
                            + " board use a payload type from 96 to 127");
        }
    }

    /**
     * Checks a packet that is to be read as something that has no such type.
     *
     * @param expected what it is to hold
     * @throws RejectedException if its type says that it holds something else
     */
    static void check(int type, String expected) throws RejectedException {
        if (type < END) {
            throw new RejectedException(
                    "it is "
                            + NAMES.getOrDefault(type, "no audio")
                            + " (payload type "
                            + type
                            + "), not "
                            + expected
                            + ": let the board send "
                            + expected
                            + " with a payload type from 96 to 127, or hear it as a stream with"
                            + " 'url' rtp://0.0.0.0:PORT");
        }
    }
}
