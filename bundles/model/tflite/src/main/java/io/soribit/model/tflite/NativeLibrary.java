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

/** TensorFlow Lite, loaded into this process. Thread-safe. */
final class NativeLibrary {
    private static final String PREFIX = "org.bytedeco.javacpp.";

    // JavaCPP reads its settings while its classes initialise. Memory is freed explicitly here, in
    // an
    // order that its garbage collector thread cannot know; and its limits, drawn from the size of
    // the Java heap, would count the memory of the whole hub.
    private static final Map<String, String> EXPLICIT =
            Map.of(
                    PREFIX + "nopointergc", "true",
                    PREFIX + "maxbytes", "0",
                    PREFIX + "maxphysicalbytes", "0");

    private final Path cache;

    /**
     * @param cache where the libraries are unpacked to
     */
    NativeLibrary(Path cache) {
        this.cache = cache;
    }

    /**
     * Loads it unless it is loaded.
     *
     * @return the library files
     * @throws ModelException if this machine cannot run it
     */
    synchronized List<Path> load() throws ModelException {
        List<String> added = new ArrayList<>();
        set(EXPLICIT, added);
        set(Map.of(PREFIX + "cachedir", cache.toString()), added);
        try {
            return List.of(
                    Path.of(Loader.load(Pointer.class)),
                    Path.of(Loader.load(tensorflowlite.class)));
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

    /** Version of the library, once loaded. */
    String version() {
        return tensorflowlite.TfLiteVersion().getString();
    }

    /** What a java command needs to load the same files without unpacking them. */
    static List<String> options(List<Path> libraries) {
        List<String> options = new ArrayList<>();
        EXPLICIT.forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.add("-D" + PREFIX + "pathsfirst=true");
        options.add(
                "-Djava.library.path="
                        + String.join(
                                System.getProperty("path.separator"),
                                libraries.stream()
                                        .map(Path::getParent)
                                        .map(String::valueOf)
                                        .toList()));
        return options;
    }

    private static void set(Map<String, String> settings, List<String> added) {
        settings.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                        added.add(name);
                    }
                });
    }
}
