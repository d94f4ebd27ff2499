// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.Threshold;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The models as the terminal and the console show them. */
final class ModelTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelTable() {}

    static List<String> lines(List<ModelStatus> models) {
        return models.stream().map(ModelTable::line).toList();
    }

    static String json(List<ModelStatus> models) throws JsonProcessingException {
        return JSON.writeValueAsString(models.stream().map(ModelTable::document).toList());
    }

    private static String line(ModelStatus model) {
        return "%s %-24s %-8s %-10s %s"
                .formatted(
                        model.state() == ModelState.ACTIVE ? "*" : " ",
                        model.id(),
                        model.version(),
                        model.state().text(),
                        model.reason())
                .stripTrailing();
    }

    /** The details of one model. */
    static List<String> details(ModelStatus status, ModelDescriptor d) {
        List<String> lines = new ArrayList<>();
        lines.add(line(status));
        lines.add("  place      " + status.place());
        lines.add("  family     " + d.family() + ", " + d.variant());
        lines.add("  front end  " + d.frontEnd().type() + " " + sorted(d.frontEnd().parameters()));
        lines.add("  labels     " + d.labels().size() + ": " + String.join(", ", d.labels()));
        lines.add(
                "  threshold  %s, and %d labels have one of their own"
                        .formatted(text(d.threshold()), d.thresholds().size()));
        if (d.companion() != null) {
            lines.add("  companion  " + d.companion() + " hears with it where it is installed");
        }
        sorted(d.card()).forEach((key, value) -> lines.add("  %-10s %s".formatted(key, value)));
        return lines;
    }

    private static String text(Threshold threshold) {
        return "onset %.2f, offset %.2f".formatted(threshold.onset(), threshold.offset());
    }

    private static Map<String, Object> sorted(Map<String, Object> map) {
        return new TreeMap<>(map);
    }

    private static Map<String, String> document(ModelStatus model) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("id", model.id());
        document.put("version", model.version());
        document.put("place", model.place());
        document.put("state", model.state().text());
        document.put("reason", model.reason());
        return document;
    }

    static final String HEADING =
            "  model                      MB  load ms  p50 ms  p95 ms  mem MB  agree  accuracy  F1/mAP";

    static String line(ModelFigures f) {
        return String.format(
                Locale.ROOT,
                "  %-22s %7.2f %8.1f %7.2f %7.2f %7.1f %6s %9s %7s",
                f.id(),
                f.bytes() / 1e6,
                f.loadMillis(),
                f.p50Millis(),
                f.p95Millis(),
                f.memoryMegabytes(),
                share(f.agreement()),
                share(f.accuracy()),
                share(f.f1()));
    }

    /** As JSON; what is not known is null. */
    static String figures(List<ModelFigures> models) throws JsonProcessingException {
        return JSON.writeValueAsString(models.stream().map(ModelTable::document).toList());
    }

    private static Map<String, @Nullable Object> document(ModelFigures f) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", f.id());
        document.put("bytes", f.bytes());
        document.put("load_ms", f.loadMillis());
        document.put("p50_ms", f.p50Millis());
        document.put("p95_ms", f.p95Millis());
        document.put("memory_mb", f.memoryMegabytes());
        document.put("agreement", known(f.agreement()));
        document.put("accuracy", known(f.accuracy()));
        document.put("f1", known(f.f1()));
        return document;
    }

    private static String share(double value) {
        return Double.isFinite(value) ? "%.1f %%".formatted(100 * value) : "-";
    }

    private static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
