// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine. */
public final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    /** Without its domain; {@code localhost} if it is unknown. */
    public static String get() {
        try {
            String name =
                    Files.isReadable(KERNEL)
                            ? Files.readString(KERNEL)
                            : InetAddress.getLocalHost().getHostName();
            return name.strip().split("\\.", 2)[0];
        } catch (IOException e) {
            return "localhost";
        }
    }
}
