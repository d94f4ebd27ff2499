// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Checks one part of the hub, for example the MQTT connection; {@code soribit doctor} shows the
 * results of all checks. Register it as a service.
 */
@ConsumerType
public interface HealthCheck {
    /**
     * Service property: if it is {@code true}, the results are those of the running hub and come at
     * once; {@code soribit status} shows them.
     */
    String LIVE = "live";

    /**
     * Name of what is checked: a short lower-case word such as {@code mqtt}.
     *
     * @return the name
     */
    String name();

    /**
     * Runs the check now, on the caller's thread; may block for a few seconds.
     *
     * @return one result per thing that was checked; empty if there is nothing to check
     */
    List<Result> check();

    /** How serious a result is. */
    enum Status {
        /** It works. */
        OK,
        /** Something is missing that the hub can work without. */
        WARN,
        /** Something is wrong that the hub cannot work around. */
        CRITICAL
    }

    /**
     * The result of a check.
     *
     * @param message what was found, in one line
     * @param remedy what a person can do about it; empty if nothing needs to be done
     */
    record Result(Status status, String message, String remedy) {
        /**
         * A result without a problem.
         *
         * @param message what was found, in one line
         * @return status {@link Status#OK}, no remedy
         */
        public static Result ok(String message) {
            return new Result(Status.OK, message, "");
        }

        /**
         * Something is missing that the hub can work without.
         *
         * @param message what was found, in one line
         * @param remedy what a person can do about it
         * @return status {@link Status#WARN}
         */
        public static Result warn(String message, String remedy) {
            return new Result(Status.WARN, message, remedy);
        }

        /**
         * Something is wrong that the hub cannot work around.
         *
         * @param message what was found, in one line
         * @param remedy what a person can do about it
         * @return status {@link Status#CRITICAL}
         */
        public static Result critical(String message, String remedy) {
            return new Result(Status.CRITICAL, message, remedy);
        }

        /** The result as one line: {@code warn: MESSAGE: REMEDY}. */
        @Override
        public String toString() {
            String head = status.name().toLowerCase(Locale.ROOT) + " " + message;
            return remedy.isEmpty() ? head : head + ": " + remedy;
        }
    }
}
