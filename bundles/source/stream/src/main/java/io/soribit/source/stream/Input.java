// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;
import java.util.List;

/**
 * What a source reads: a stream through ffmpeg, or a program.
 *
 * @param shown what people know it by
 * @param ends whether it may come to its end, as a file does
 */
record Input(
        Invocation invocation, Redaction redaction, String shown, boolean ends, Test beforehand) {
    /** Checks that need no process. */
    @FunctionalInterface
    interface Test {
        void run() throws IOException;
    }

    static Input stream(
            String program, Address address, StreamOptions options, Reachability reachability) {
        return new Input(
                Invocation.ffmpeg(program, address, options),
                new Redaction(address.secrets()),
                address.shown(),
                address.kind() == Kind.FILE,
                () -> reachability.check(address));
    }

    static Input program(List<String> line) {
        return new Input(
                new Invocation(line, ""), new Redaction(List.of()), line.get(0), false, () -> {});
    }

    String program() {
        return invocation.line().get(0);
    }
}
