// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soribit.api.setting.SettingFiles.Problem;
import io.soribit.web.message.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request.
 *
 * @param message what happened, or what is wrong and what to do, in English
 * @param code the same for the page, which has a text of this key in each of its languages
 * @param parameters what belongs into that text, by name
 * @param problems what is wrong with which entry; null if that does not apply
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Outcome(
        boolean ok,
        String message,
        String code,
        Map<String, String> parameters,
        @Nullable List<Problem> problems) {
    /** What was done. */
    public static Outcome done(Message message) {
        return of(true, message, null);
    }

    /** What was not done. */
    public static Outcome refused(Message message) {
        return of(false, message, null);
    }

    /** What was not done, and what is wrong with which entry. */
    public static Outcome refused(Message message, List<Problem> problems) {
        return of(false, message, problems);
    }

    private static Outcome of(boolean ok, Message message, @Nullable List<Problem> problems) {
        return new Outcome(
                ok, message.english(), message.code().key(), message.parameters(), problems);
    }
}
