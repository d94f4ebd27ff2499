// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.ModelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged flatbuffers, past the checksum: refused or run, never a crash of the process. */
class FlatbufferFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("soribit.fuzz", 200);

    @ParameterizedTest
    @ValueSource(strings = {"tiny-float32", "tiny-full-int8"})
    void survivesDamage(String name) throws ModelException {
        Golden.library().load();
        byte[] sound = Golden.flatbuffer(name);
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed + Integer.getInteger("soribit.seed", 0));
            byte[] damaged = damage(sound, random);
            if (Boolean.getBoolean("soribit.dump")) {
                try {
                    java.nio.file.Files.write(
                            java.nio.file.Path.of("/tmp/probe-tfl/last.tflite"), damaged);
                } catch (java.io.IOException e) {
                    throw new RuntimeException(e);
                }
            }
            try (NativeInterpreter interpreter = new NativeInterpreter(new Weights(damaged))) {
                interpreter.invoke();
            } catch (ModelException | IllegalStateException e) {
                refused++;
            }
        }
        System.out.println(name + " refused " + refused);
        assertThat(refused).isBetween(1, MUTATIONS);
    }

    private static byte[] damage(byte[] sound, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] damaged = sound.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
