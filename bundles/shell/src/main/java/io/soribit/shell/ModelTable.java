// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelState;
import io.soribit.api.ModelStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                        model.state() == ModelState.IN_CHARGE ? "*" : " ",
                        model.id(),
                        model.version(),
                        model.state().text(),
                        model.reason())
                .stripTrailing();
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
}
