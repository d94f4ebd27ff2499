// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelParts;
import io.soribit.common.signing.TrustedKeys;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decides by its signature whether a model may be installed. */
final class Signatures {
    private final TrustedKeys keys;
    private final boolean required;

    /**
     * @param required whether a model without a valid signature is refused
     */
    Signatures(TrustedKeys keys, boolean required) {
        this.keys = keys;
        this.required = required;
    }

    /**
     * Checks a model. A signature that is wrong is refused also where none is needed: somebody has
     * changed what another has signed. One by a key that is not trusted counts as none there.
     *
     * @param signature the file of it; null if there is none
     * @return who has signed it, in words
     */
    String check(ModelParts model, @Nullable String signature) throws ModelException {
        if (signature == null) {
            if (required) {
                throw new ModelException(
                        "it is not signed, and require_signed is true in"
                                + " etc/io.soribit.model.folder.cfg: sign it with 'soribit models"
                                + " sign', or fetch its signature (.sig)");
            }
            return "unsigned";
        }
        try {
            return "signed by " + keys.verify(signature, model);
        } catch (TrustedKeys.UnknownKeyException e) {
            if (required) {
                throw new ModelException(String.valueOf(e.getMessage()), e);
            }
            return "signed by an unknown key";
        } catch (IOException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }
}
