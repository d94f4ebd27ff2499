// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rules of axe-core for WCAG 2.2 AA, on the page that a browser shows. */
final class Axe {
    private static final String SOURCE = read();
    private static final String RUN =
            """
            const done = arguments[arguments.length - 1];
            const only = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
            // What fades in is measured once it is there.
            const settled = Promise.allSettled(document.getAnimations()
              .filter((a) => a.effect.getComputedTiming().iterations !== Infinity).map((a) => a.finished));
            settled.then(() => axe.run(document, { runOnly: only })).then(
              ({ violations }) => done(violations.flatMap((v) =>
                v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`))),
              (failure) => done([`axe: ${failure}`]));
            """;

    private Axe() {}

    /** The violations; empty if there are none. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Browser browser) {
        browser.run(SOURCE);
        return (List<String>) Objects.requireNonNull(browser.driver.executeAsyncScript(RUN));
    }

    private static String read() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(in, "axe.min.js").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
