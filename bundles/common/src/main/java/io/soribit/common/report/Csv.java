// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values as in RFC 4180, which spreadsheets open without calculating anything. */
public final class Csv {
    /**
     * Spreadsheets take a field that begins with one of these for a formula, or skip it; where
     * semicolons separate fields, also what follows one.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|;)(?=[=+\\-@\t\r\n])");

    private Csv() {}

    /** A line without its end; a text that could be a formula gets an apostrophe before it. */
    public static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(","));
    }

    private static String field(String text) {
        String safe = FORMULA.matcher(text).replaceAll("$1'");
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
