// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way out: a lamp, a display, a push service. Register it as a service. Each notifier has a
 * thread and a bounded queue of its own: one that blocks or throws harms no other.
 */
@ConsumerType
public interface Notifier {
    /** Unique name, for messages to people. */
    String id();

    /**
     * Delivers an alert; returning is the receipt. An alert may come more than once under one id
     * and phase.
     *
     * @throws IOException if it could not be delivered, with what is wrong and what to do
     */
    void deliver(Alert alert) throws IOException;

    /**
     * A person has seen an alert: what asks for attention stops, unless it is an emergency, which
     * goes on while its sound does. Its end is delivered as ever. Does nothing by default.
     *
     * @param by who, or by which way
     * @throws IOException as for {@link #deliver}
     */
    default void acknowledged(Alert alert, String by) throws IOException {}
}
