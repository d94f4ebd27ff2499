// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import org.osgi.service.component.annotations.Component;

/** Never says which model it is. */
@Component
public final class DescriptorBlocks implements Model {
    @Override
    public ModelDescriptor descriptor() {
        block();
        throw new IllegalStateException();
    }

    @Override
    public ModelSession open() throws ModelException {
        throw new ModelException("it is none");
    }

    private static void block() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
