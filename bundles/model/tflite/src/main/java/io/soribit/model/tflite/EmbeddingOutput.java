// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output beside the scores. Valid as long as its interpreter; allocates nothing per window. */
final class EmbeddingOutput {
    private final NativeTensor tensor;
    private final ScoreOutput values;
    private final int size;

    private EmbeddingOutput(NativeTensor tensor) {
        this.tensor = tensor;
        values = ScoreOutput.of(tensor.spec().type(), tensor.quantisation());
        size = Math.toIntExact(tensor.spec().size());
    }

    /**
     * The described one.
     *
     * @return null if none is described
     * @throws ModelException if there is another output than the descriptor says, or one more
     */
    static @Nullable EmbeddingOutput of(
            List<NativeTensor> outputs, @Nullable EmbeddingSpec described) throws ModelException {
        if (described == null && outputs.size() == 1) {
            return null;
        }
        if (described == null) {
            throw new ModelException(
                    "it has "
                            + outputs.size()
                            + " outputs, and its descriptor none but the scores: describe the other"
                            + " one as embedding, or convert it with one");
        }
        if (described.output() < 1 || described.output() >= outputs.size()) {
            throw new ModelException(
                    "its embedding is output "
                            + described.output()
                            + ", its descriptor says, and it has "
                            + outputs.size()
                            + " in all, of which the first are the scores: correct it");
        }
        NativeTensor tensor = outputs.get(described.output());
        if (!tensor.spec().equals(described.tensor())) {
            throw new ModelException(
                    "its embedding is "
                            + tensor.spec()
                            + ", its descriptor says "
                            + described.tensor()
                            + ": correct it");
        }
        return new EmbeddingOutput(tensor);
    }

    void read(float[] into) {
        if (into.length != size) {
            throw new IllegalArgumentException(
                    "the embedding has " + size + " values, not " + into.length);
        }
        values.read(tensor.memory(), into);
    }
}
