// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do next about a sound, in the words of the household. */
final class Advice {
    private static final Logger LOG = LoggerFactory.getLogger(Advice.class);
    private static final Pattern ENTRY = Pattern.compile("\\s*([a-z0-9_]+)\\s*:\\s*(\\S.*?)\\s*");
    private static final int LONGEST = 300;

    private Advice() {}

    /**
     * By the id of the sound.
     *
     * @param setting {@code doorbell: text | knock: text}
     */
    static Map<String, String> of(String setting) {
        Map<String, String> advice = new TreeMap<>();
        for (String entry : setting.isBlank() ? new String[0] : setting.split("\\|", -1)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches() || parts.group(2).length() > LONGEST) {
                LOG.warn(
                        "ignoring the advice '{}' in etc/io.soribit.web.cfg: write it as"
                                + " doorbell: text | knock: text, at most {} characters each",
                        entry.strip(),
                        LONGEST);
                continue;
            }
            advice.put(parts.group(1), parts.group(2));
        }
        return advice;
    }
}
