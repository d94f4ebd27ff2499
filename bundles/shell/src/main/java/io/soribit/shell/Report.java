// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.soribit.api.AudioStream;
import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one file.
 *
 * @param text the lines to print
 * @param error what went wrong; null if nothing did
 */
record Report(String text, @Nullable String error) {
    private static final JsonFactory JSON = new JsonFactory();

    static Report of(
            Path file,
            Analyzer analyzer,
            AudioFiles files,
            @Nullable String model,
            boolean windows,
            boolean json) {
        StringWriter text = new StringWriter();
        try (AudioStream audio = files.open(file)) {
            analyzer.analyze(audio, model, new Lines(file.toString(), text, windows, json));
            return new Report(text.toString(), null);
        } catch (IOException | ModelException | UncheckedIOException e) {
            return new Report(text.toString(), e.getMessage());
        }
    }

    /** Writes findings as lines. */
    private record Lines(String file, StringWriter text, boolean windows, boolean json)
            implements Analyzer.Findings {
        @Override
        public void window(String model, double start, List<String> labels, float[] scores) {
            if (!windows) {
                return;
            }
            if (json) {
                line(
                        g -> {
                            g.writeStringField("file", file);
                            g.writeNumberField("start", rounded(start));
                            g.writeObjectFieldStart("scores");
                            for (int i = 0; i < scores.length; i++) {
                                g.writeNumberField(labels.get(i), scores[i]);
                            }
                            g.writeEndObject();
                        });
                return;
            }
            int best = 0;
            for (int i = 1; i < scores.length; i++) {
                best = scores[i] > scores[best] ? i : best;
            }
            text.append(
                    "%s %7.2f s  %-20s %3.0f %%%n"
                            .formatted(file, start, labels.get(best), 100 * scores[best]));
        }

        @Override
        public void event(String model, Sound sound, double onset, double end, float score) {
            if (windows) {
                return;
            }
            if (json) {
                line(
                        g -> {
                            g.writeStringField("file", file);
                            g.writeStringField("label", sound.id());
                            g.writeNumberField("onset", rounded(onset));
                            g.writeNumberField("end", rounded(end));
                            g.writeNumberField("score", score);
                            g.writeStringField("model", model);
                        });
                return;
            }
            String language = Locale.getDefault().getLanguage();
            text.append(
                    "%s %7.2f - %7.2f s  %s %s %.0f %%%n"
                            .formatted(
                                    file,
                                    onset,
                                    end,
                                    sound.icon(),
                                    sound.name(language),
                                    100 * score));
        }

        private void line(Fields fields) {
            try (JsonGenerator g = JSON.createGenerator(text)) {
                g.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
                g.writeStartObject();
                fields.write(g);
                g.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.append('\n');
        }

        private static double rounded(double seconds) {
            return Math.round(seconds * 1000) / 1000.0;
        }
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator g) throws IOException;
    }
}
