// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.dsp.mel.LogMelFrontEnd;
import io.soribit.dsp.mel.WaveformFrontEnd;
import io.soribit.engine.Engine;
import io.soribit.engine.Settings;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.model.tflite.ModelFolder;
import io.soribit.model.tflite.TriedModels;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the hub damaged models: {@code FOLDERS NATIVES TRIALS FROM TO SEED}. The first folder's is
 * active; the others are damaged, loaded, tried, proven and activated. Prints a line for each: its
 * number and {@code refused}, {@code runs} or {@code escaped}, and why.
 */
public final class FuzzTrial {
    private final Engine engine = new Engine(Settings.DEFAULT, new SoundOntology(), Clocks.SYSTEM);
    private final List<MutatedModel> sources = new ArrayList<>();
    private final TriedModels models;

    private FuzzTrial(String[] folders, Path natives, Path trials) throws Exception {
        models = new TriedModels(natives, trials);
        engine.add(new LogMelFrontEnd(), 0);
        engine.add(new WaveformFrontEnd(), 0);
        engine.add(ModelFolder.open(Path.of(folders[0]), natives), 0);
        for (int i = 1; i < folders.length; i++) {
            sources.add(new MutatedModel(Path.of(folders[i])));
        }
    }

    private String judge(int number, long seed) {
        MutatedModel.Damaged damaged = sources.get(number % sources.size()).damaged(seed + number);
        try {
            Model model = models.load(damaged.descriptor(), damaged.flatbuffer(), damaged.golden());
            try {
                engine.add(model, 0);
                engine.modelSwitch().use(model.descriptor().id());
                return "runs " + damaged.what();
            } finally {
                engine.remove(model);
                TriedModels.close(model);
            }
        } catch (ModelException e) {
            return "refused " + damaged.what() + ": " + e.getMessage();
        } catch (RuntimeException | LinkageError e) {
            return "escaped " + damaged.what() + ": " + e;
        }
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        FuzzTrial trial =
                new FuzzTrial(
                        arguments[0].split(File.pathSeparator, -1),
                        Files.createDirectories(Path.of(arguments[1])),
                        Files.createDirectories(Path.of(arguments[2])));
        for (int i = Integer.parseInt(arguments[3]); i < Integer.parseInt(arguments[4]); i++) {
            String outcome = trial.judge(i, Long.parseLong(arguments[5]));
            System.out.println(i + " " + outcome.replaceAll("\\s+", " "));
        }
        System.exit(0);
    }
}
