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
}
