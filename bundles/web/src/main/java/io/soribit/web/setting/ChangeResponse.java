// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.SettingFiles.InvalidSettingException;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Makes a change that a person asked for, and answers with what became of it. */
final class ChangeResponse {
    private static final int FULL = 507;

    private ChangeResponse() {}

    /** A change that is written to the disk. */
    @FunctionalInterface
    interface Change {
        /**
         * Makes it.
         *
         * @throws IllegalArgumentException if that cannot be
         * @throws IllegalStateException if something else was changed meanwhile, or it is locked
         * @throws InvalidSettingException if an entry of a rule is wrong
         * @throws IOException if it cannot be written
         */
        void make() throws InvalidSettingException, IOException;
    }

    static void send(HttpServletResponse response, Change change) throws IOException {
        int status;
        Outcome outcome;
        try {
            change.make();
            status = HttpServletResponse.SC_OK;
            outcome = Outcome.done(MessageCode.SAVED.with());
        } catch (InvalidSettingException e) {
            status = HttpServletResponse.SC_BAD_REQUEST;
            outcome = Outcome.refused(MessageCode.INVALID.with(e.getMessage()), e.problems());
        } catch (IllegalArgumentException e) {
            status = HttpServletResponse.SC_BAD_REQUEST;
            outcome = Outcome.refused(MessageCode.INVALID.with(e.getMessage()));
        } catch (IllegalStateException e) {
            status = HttpServletResponse.SC_CONFLICT;
            outcome = Outcome.refused(MessageCode.CONFLICT.with(e.getMessage()));
        } catch (IOException e) {
            status = FULL;
            outcome = Outcome.refused(MessageCode.UNSAVED.with(e.getMessage()));
        }
        response.setStatus(status);
        JsonResponse.send(response, outcome);
    }
}
