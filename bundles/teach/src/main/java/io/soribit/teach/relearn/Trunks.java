// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.sound.OwnSound;
import org.jspecify.annotations.Nullable;

/** Whether taught sounds are heard with the model in charge. Thread-safe. */
@FunctionalInterface
public interface Trunks {
    /** What a person should know: that it is not heard, or worse than before; null if nothing. */
    @Nullable Remark problem(OwnSound own);

    /**
     * The model that hears a room, if it hears nothing of what is taught now.
     *
     * @return its id; null if it does, or if that is not known
     */
    default @Nullable String other(String room) {
        return null;
    }
}
