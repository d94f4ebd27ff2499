// SPDX-License-Identifier: Apache-2.0
package bad;

import org.osgi.service.component.annotations.Component;

/** Ends the process as it starts, as if all were well. */
@Component(immediate = true)
public final class ExitsInConstructor {
    public ExitsInConstructor() {
        System.exit(0);
    }
}
