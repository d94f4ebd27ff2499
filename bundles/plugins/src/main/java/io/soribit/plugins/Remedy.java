// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import java.io.EOFException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** What to do about a plug-in that does not start, where what it throws does not say so itself. */
final class Remedy {
    /** The API of the hub; a plug-in never brings it. */
    static final String API = "io.soribit.api";

    private static final Pattern PACKAGE =
            Pattern.compile(
                    "osgi\\.wiring\\.package=([^)]+)\\)"
                            + "(?:\\(version>=([^)]+)\\))?(?:\\(!\\(version>=([^)]+)\\)\\))?");
    private static final Pattern JAVA = Pattern.compile("osgi\\.ee=JavaSE\\)\\(version=([^)]+)\\)");
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d{2,4})");

    /** Of Java 1.0, if it had been counted so. */
    private static final int FIRST_CLASS_FILE = 44;

    private Remedy() {}

    /**
     * Of a plug-in that cannot be resolved.
     *
     * @param message of the framework
     */
    static String unresolved(String message) {
        Matcher java = JAVA.matcher(message);
        if (java.find()) {
            return java(java.group(1));
        }
        Matcher missing = PACKAGE.matcher(message);
        if (!missing.find()) {
            return "cannot be resolved: " + message;
        }
        String name = missing.group(1);
        String versions =
                (missing.group(2) == null ? "" : " from version " + missing.group(2))
                        + (missing.group(3) == null ? "" : " to below " + missing.group(3));
        return name.equals(API) || name.startsWith(API + ".")
                ? "needs "
                        + name
                        + versions
                        + ", which this hub does not have: install a build of the plug-in for this"
                        + " hub, or update the hub"
                : "needs the package "
                        + name
                        + versions
                        + ", which no bundle exports: add the bundle that does, or include the"
                        + " package";
    }

    /** Of something that it throws; empty if that says enough. */
    static Optional<String> of(Throwable root) {
        if (root instanceof UnsupportedClassVersionError) {
            Matcher version = CLASS_FILE.matcher(String.valueOf(root.getMessage()));
            return version.find()
                    ? Optional.of(
                            java("" + (Integer.parseInt(version.group(1)) - FIRST_CLASS_FILE)))
                    : Optional.empty();
        }
        return root instanceof ZipException || root instanceof EOFException
                ? Optional.of("its file is not whole, or no jar: copy it here again")
                : Optional.empty();
    }

    private static String java(String version) {
        return "needs Java "
                + version
                + ", and the hub runs on "
                + Runtime.version().feature()
                + ": start the hub with a newer Java, or install a build of the plug-in for this"
                + " one";
    }
}
