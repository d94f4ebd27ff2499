// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import io.soribit.api.source.SourceSharing.Problem;
import io.soribit.api.source.SourceSharing.Trouble;

/** Nothing can be shared with a member. */
final class LeftOutException extends Exception {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final String detail;

    /**
     * @param why what is wrong and what to do
     */
    LeftOutException(Problem problem, String detail, String why) {
        super(why);
        this.problem = problem;
        this.detail = detail;
    }

    Trouble trouble() {
        return new Trouble(problem, detail);
    }
}
