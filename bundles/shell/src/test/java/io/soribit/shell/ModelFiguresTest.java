// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.hub.ModelFigures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ModelFiguresTest {
    private static final ModelFigures FAST =
            new ModelFigures("home-integer", 620_800, 3.21, 0.14, 0.2, 1.5, 1, 0.852, 0.805);
    private static final ModelFigures SURE =
            new ModelFigures("home-float32", 2_340_816, 5, 0.49, 0.6, 4, 1, 0.872, 0.807);
    private static final ModelFigures UNKNOWN =
            new ModelFigures("a<b", 4_000_000, 9, 0.7, 0.9, 8, Double.NaN, Double.NaN, Double.NaN);

    @Test
    void aLineHasAllFiguresAndADashForWhatIsNotKnown() {
        assertThat(ModelTable.line(FAST).replaceAll(" +", " "))
                .isEqualTo(" home-integer 0.62 3.2 0.14 0.20 1.5 100.0 % 85.2 % 80.5 %");
        assertThat(ModelTable.line(UNKNOWN)).endsWith("-");
    }

    @Test
    void asJsonWhatIsNotKnownIsNull() throws Exception {
        JsonNode all = new ObjectMapper().readTree(ModelTable.figures(List.of(FAST, UNKNOWN)));
        assertThat(all.get(0).get("p95_ms").asDouble()).isEqualTo(0.2);
        assertThat(all.get(1).get("accuracy").isNull()).isTrue();
    }

    @Test
    void thePictureIsWellFormedAndTheSurerModelHigherAndFurtherRight() throws Exception {
        String svg = new ModelPicture(List.of(FAST, SURE, UNKNOWN)).svg();
        Document picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture.getElementsByTagName("circle").getLength())
                .as("a dot and a mark in the legend; no dot without accuracy")
                .isEqualTo(5);
        assertThat(number(picture, 2, "cx")).isGreaterThan(number(picture, 0, "cx"));
        assertThat(number(picture, 2, "cy")).isLessThan(number(picture, 0, "cy"));
        assertThat(number(picture, 2, "r")).isGreaterThan(number(picture, 0, "r"));
        assertThat(svg).contains("a&lt;b, 4.00 MB");
    }

    @Test
    void nothingToShowIsShownToo() {
        assertThat(new ModelPicture(List.of()).svg()).contains("Accuracy").doesNotContain("NaN");
    }

    private static double number(Document picture, int circle, String attribute) {
        Element element = (Element) picture.getElementsByTagName("circle").item(circle);
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
