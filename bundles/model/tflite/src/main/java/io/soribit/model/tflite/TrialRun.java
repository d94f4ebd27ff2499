// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a model once in a process of its own. A flatbuffer can be well-formed and still make the
 * native code abort, and the process with it.
 */
final class TrialRun {
    /** Status of the process if the model was refused cleanly. */
    static final int REFUSED = 3;

    private TrialRun() {}

    /**
     * Exits with 0 if the model runs.
     *
     * @param arguments path of the flatbuffer
     */
    @SuppressWarnings("SystemOut") // this process reports to its parent on standard error
    public static void main(String[] arguments) throws IOException {
        byte[] flatbuffer = Files.readAllBytes(Path.of(arguments[0]));
        try {
            new NativeInterpreter(new Weights(flatbuffer)).close();
        } catch (ModelException e) {
            System.err.println(e.getMessage());
            System.exit(REFUSED);
        }
    }
}
