// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.sound.Inputs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a sound, as the model in charge hears it.
 *
 * @param name of its file, or its number
 * @param embedding what the windows are
 * @param loud windows in which the sound is, at least one
 * @param quiet windows in which it is not
 * @param inputs what the front end made of some of them; null if that is not known
 * @param level how loud it is; null of what was not recorded for this
 * @param remarks what a person should know who cannot judge it by ear
 * @param heard which sounds the hub hears in it
 */
public record Take(
        String name,
        Embedding embedding,
        List<float[]> loud,
        List<float[]> quiet,
        @Nullable Inputs inputs,
        @Nullable Level level,
        List<Remark> remarks,
        List<Sound> heard) {
    /**
     * How loud a take is, in dB below full scale.
     *
     * @param loudest its loudest part
     * @param quietest its quietest part
     * @param loudness over time, evenly spaced
     */
    public record Level(float loudest, float quietest, List<Float> loudness) {
        public Level {
            loudness = List.copyOf(loudness);
        }
    }

    public Take {
        loud = List.copyOf(loud);
        quiet = List.copyOf(quiet);
        remarks = List.copyOf(remarks);
        heard = List.copyOf(heard);
    }
}
