// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** What the native bundle holds, as JavaCPP counts it, and what the process has. */
final class NativeMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private final Class<?> pointer;

    NativeMemory(BundleContext context) {
        try {
            pointer =
                    new Part(context, "io.soribit.model.tflite")
                            .bundle()
                            .loadClass("org.bytedeco.javacpp.Pointer");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the native bundle holds no JavaCPP", e);
        }
    }

    /** Native objects that are not yet freed; those that nobody holds any more are freed first. */
    long objects() {
        System.gc();
        return count("totalCount");
    }

    /** Bytes in them. */
    long bytes() {
        return count("totalBytes");
    }

    /** Resident memory of this process in bytes. */
    static long resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " cannot be read", e);
        }
    }

    private long count(String method) {
        try {
            return (long) pointer.getMethod(method).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("JavaCPP has no Pointer." + method, e);
        }
    }
}
