// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The alerts that go on right now, for all who show or acknowledge them. Thread-safe. */
@ProviderType
public interface Alerts {
    /**
     * The alerts that go on, the oldest first: what happened to each last, {@link
     * AlertState#RAISED} or {@link AlertState#ACKNOWLEDGED}.
     */
    List<AlertChange> active();

    /**
     * Says that a person has seen an alert. Lamps stop; an emergency goes on while its sound does.
     * The first to say so counts.
     *
     * @param by who, or by which way; shown to people
     * @return whether an alert of this id goes on
     */
    boolean acknowledge(String id, String by);
}
