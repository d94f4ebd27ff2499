// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.model.folder.BareFile;
import java.nio.file.Path;

/** Makes the folder of a model of a bare file: {@code FILE FOLDER}. */
public final class Unpack {
    private Unpack() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        BareFile.unpack(Path.of(arguments[0]), Path.of(arguments[1]));
    }
}
