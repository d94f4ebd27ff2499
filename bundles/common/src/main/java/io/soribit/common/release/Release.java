// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import java.util.regex.Pattern;

/**
 * A version of the hub's bundles.
 *
 * @param folder its name in the folder of releases; empty for the version that came with the
 *     launcher
 * @param version as its launcher has it
 */
public record Release(String folder, String version) {
    private static final Pattern NAME = Pattern.compile("([0-9A-Za-z_+][0-9A-Za-z_.+-]*)?");
    private static final int DIGITS = 12;

    public Release {
        if (!NAME.matcher(folder).matches() || version.isEmpty()) {
            throw new IllegalArgumentException("'" + folder + " " + version + "' is no release");
        }
    }

    /** The version that came with the launcher. */
    public static Release own(String version) {
        return new Release("", version);
    }

    /**
     * A release that is to be installed.
     *
     * @param sha256 of its list of files: another release of the same version has another folder
     */
    public static Release of(String version, String sha256) {
        String safe = version.replaceAll("[^0-9A-Za-z.+-]", "_").replaceAll("^[.-]", "_");
        return new Release(safe + "-" + sha256.substring(0, DIGITS), version);
    }

    /** Whether it came with the launcher. */
    public boolean isOwn() {
        return folder.isEmpty();
    }
}
