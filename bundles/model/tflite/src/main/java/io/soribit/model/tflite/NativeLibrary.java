// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Loads TensorFlow Lite into the process. */
final class NativeLibrary {
    private static final String PREFIX = "org.bytedeco.javacpp.";

    private final Path cache;

    /**
     * @param cache where the natives are unpacked to
     */
    NativeLibrary(Path cache) {
        this.cache = cache;
    }

    /**
     * Loads what is not loaded yet.
     *
     * @throws ModelException if this machine cannot run it
     */
    synchronized void load() throws ModelException {
        // JavaCPP reads its settings while its classes initialise. Memory is freed explicitly here,
        // in an order that its garbage collector thread cannot know; and its limits, drawn from the
        // size of the Java heap, would count the memory of the whole hub.
        Map<String, String> settings =
                Map.of(
                        PREFIX + "cachedir", cache.toString(),
                        PREFIX + "nopointergc", "true",
                        PREFIX + "maxbytes", "0",
                        PREFIX + "maxphysicalbytes", "0");
        List<String> added = new ArrayList<>();
        settings.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                        added.add(name);
                    }
                });
        try {
            Loader.load(Pointer.class);
            Loader.load(tensorflowlite.class);
        } catch (LinkageError e) {
            throw new ModelException(
                    "TensorFlow Lite does not load on "
                            + System.getProperty("os.name")
                            + " "
                            + System.getProperty("os.arch")
                            + " ("
                            + e.getMessage()
                            + "): this bundle holds it for Linux on x86-64 and arm64 with glibc;"
                            + " there, check that "
                            + cache
                            + " is writable and not mounted noexec",
                    e);
        } finally {
            added.forEach(System::clearProperty);
        }
    }
}
