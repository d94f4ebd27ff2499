// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.wav;

import java.io.IOException;

/** A sound WAV file whose samples are compressed in a way that is not read here. */
public final class UnsupportedWavException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedWavException(String message) {
        super(message);
    }
}
