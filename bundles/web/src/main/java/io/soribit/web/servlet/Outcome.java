// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soribit.api.setting.Rules.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a change.
 *
 * @param message what happened, or what is wrong and what to do
 * @param code the same for the page, which has texts in its own language; null if there is none
 * @param problems what is wrong with which entry; null if that does not apply
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        boolean ok, String message, @Nullable String code, @Nullable List<Problem> problems) {
    /** Without a code. */
    public Outcome(boolean ok, String message) {
        this(ok, message, null);
    }

    /** Without problems. */
    public Outcome(boolean ok, String message, @Nullable String code) {
        this(ok, message, code, null);
    }
}
