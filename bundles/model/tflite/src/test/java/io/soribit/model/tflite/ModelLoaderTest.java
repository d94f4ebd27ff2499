// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.GoldenWindow;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLoaderTest {
    private static final String TINY = "tiny-float32";

    @Test
    void readsTheDescriptor() throws ModelException {
        try (TfLiteModel model = Golden.load(TINY)) {
            ModelDescriptor descriptor = model.descriptor();
            assertThat(descriptor.id()).isEqualTo(TINY);
            assertThat(descriptor.family()).isEqualTo("tiny");
            assertThat(descriptor.variant()).isEqualTo("float32");
            assertThat(descriptor.version()).isEqualTo("1.2.3");
            assertThat(descriptor.labels()).startsWith("doorbell", "knock").hasSize(5);
            assertThat(descriptor.frontEnd().type()).isEqualTo("log-mel");
            assertThat(descriptor.frontEnd().parameters())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("bands", 12, "scale", "htk"));
            assertThat(descriptor.thresholdOf("dog"))
                    .isEqualTo(new Threshold(0.75f, 0.5f, Duration.ofMillis(240), null, null));
            assertThat(descriptor.thresholdOf("siren")).isEqualTo(new Threshold(0.5f, 0.25f));
            assertThat(descriptor.card())
                    .containsEntry("description", "random weights")
                    .containsEntry("limits", List.of("says"));
        }
    }

    @Test
    void readsGoldenWindows() throws ModelException {
        String document =
                "{\"scale\":0.5,\"windows\":[{\"name\":\"ding\",\"features\":\"AQL/\","
                        + "\"scores\":{\"doorbell\":0.75}}]}";
        GoldenWindow window = new ModelFileReader().golden(document.getBytes()).get(0);
        assertThat(window.name()).isEqualTo("ding");
        float[] features = new float[3];
        window.features().get(features);
        assertThat(features).containsExactly(0.5f, 1, -0.5f);
        assertThat(window.score("doorbell")).isEqualTo(0.75f);
        assertThat(window.score("dog")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|windows is missing",
                "{\"scale\":1,\"windows\":[{}]}|windows[0].features is missing",
                "{\"scale\":1,\"windows\":[{\"features\":\"????\"}]}|Illegal base64"
            })
    void saysWhatIsWrongWithGoldenWindows(String document, String reason) {
        assertThatThrownBy(() -> new ModelFileReader().golden(document.getBytes()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void moreEntriesThanAnyModelNeedsAreRefused() {
        String lists = "[" + "[],".repeat(50_000) + "[]]}";
        ModelFileReader reader = new ModelFileReader();
        assertThatThrownBy(() -> reader.golden(("{\"windows\":" + lists).getBytes()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Token count");
        assertThatThrownBy(() -> reader.read(("{\"card\":" + lists).getBytes()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Token count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", TINY, "two words", "a+b"})
    void aCompanionIsTheIdOfAnotherModel(String companion) {
        refused(d -> d.putObject("decision").put("companion", companion))
                .contains(
                        "companion of model 'tiny-float32' is '"
                                + companion
                                + "': need the id of another model");
    }

    @Test
    void aCompanionIsAText() {
        refused(d -> d.putObject("decision").put("companion", 7))
                .contains("decision.companion is not a text: 7");
        refused(d -> d.putObject("decision").putNull("companion"))
                .contains("decision.companion is not a text: null");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01})
    void aCompanionLowersTheOnset(double factor) {
        refused(d -> d.putObject("decision").put("companion_onset", factor))
                .contains("companion_onset of model 'tiny-float32' is");
    }

    @Test
    void reasonsStayShort() {
        refused(d -> d.put("version", "9".repeat(300))).contains("version has 300 characters");
        refused(d -> d.putArray("version").add("9".repeat(3_000))).hasSizeLessThan(300);
        Candidate candidate = new Candidate(TINY, "");
        candidate.refused("x".repeat(3_000));
        assertThat(candidate.status().reason()).hasSize(1_000);
    }

    @Test
    void windowsThatWouldExhaustTheMemoryAreRefused() throws ModelException {
        new TensorSpec(TensorType.FLOAT32, List.of(1, 4 << 20)).limit("input");
        for (List<Integer> shape : List.of(List.of((4 << 20) + 1), List.of(1 << 20, 1 << 20))) {
            assertThatThrownBy(() -> new TensorSpec(TensorType.INT8, shape).limit("input"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("has more than 4194304 values");
        }
    }

    @Test
    void namesAllThatIsMissing() {
        assertThatThrownBy(() -> new ModelFileReader().read("{\"id\":\"x\"}".getBytes()))
                .isInstanceOf(ModelException.class)
                .message()
                .contains("family", "variant", "version", "file", "sha256", "labels")
                .contains("frontEnd.type", "input.shape", "input.type")
                .contains("output.shape", "output.type")
                .contains("thresholds.default.onset", "thresholds.default.offset")
                .doesNotContain("id is", "card");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{} {}", "{\"id\":\"a\",\"id\":\"b\"}"})
    void refusesWhatIsNoDescriptor(String text) {
        assertThatThrownBy(() -> new ModelFileReader().read(text.getBytes()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("descriptor");
    }

    @Test
    void namesWhatIsOfTheWrongKind() {
        refused(
                        d -> {
                            d.put("version", 3);
                            d.putArray("labels").add("dog").add(7);
                            d.withObject("/input").put("type", "int16").putArray("shape").add(-1);
                            d.withObject("/frontEnd").putNull("bands");
                            d.withObject("/thresholds/labels/dog").put("onset", 0.1);
                            d.withObject("/card").putArray("limits").addNull();
                        })
                .contains("version is not a text: 3")
                .contains("labels is not a list of texts")
                .contains("input.type is none of [float32, int8, uint8]")
                .contains("input.shape is not a list of whole numbers above 0: [-1]")
                .contains("frontEnd.bands is null")
                .contains("thresholds.labels.dog needs 0 <= offset <= onset <= 1")
                .contains("card.limits[0] is null");
    }

    @Test
    void refusesSmoothingOverTooManyWindows() {
        refused(d -> d.withObject("/thresholds/labels/dog").put("windows", 16))
                .contains("thresholds.labels.dog.windows is 16: need 1 to 15");
    }

    @Test
    void refusesContradictions() {
        refused(d -> d.withObject("/thresholds/labels/cat").put("onset", 0.5).put("offset", 0.2))
                .contains("threshold for 'cat'");
        refused(d -> d.put("id", "no spaces")).contains("id 'no spaces'");
        refused(d -> ((ArrayNode) d.get("labels")).set(0, "knock")).contains("twice");
    }

    @Test
    void refusesTheWrongSum() {
        refused(d -> d.put("sha256", "0".repeat(64)))
                .contains("model.tflite has the sha256 " + Golden.sha256(Golden.flatbuffer(TINY)))
                .contains("0".repeat(64));
    }

    @Test
    void refusesTheWrongNumberOfLabels() {
        refused(d -> ((ArrayNode) d.get("labels")).add("more"))
                .contains("5 outputs")
                .contains("6 labels");
    }

    @Test
    void refusesAnotherShapeOrType() {
        refused(d -> d.withObject("/input").putArray("shape").add(1).add(192))
                .contains("its input is float32 [1, 16, 12, 1]")
                .contains("says float32 [1, 192]");
        refused(d -> d.withObject("/output").put("type", "int8"))
                .contains("its output is float32 [1, 5]")
                .contains("says int8 [1, 5]");
    }

    @Test
    void refusesWhatIsNoFlatbuffer() {
        refused(Golden.descriptor(TINY), "a text, not a model".getBytes()).contains("TFL3");
        refused(Golden.descriptor(TINY), new byte[0]).contains("TFL3");
        refused(Golden.descriptor(TINY), Arrays.copyOf(Golden.flatbuffer(TINY), 3000))
                .contains("damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "two-inputs, 2 inputs",
        "two-outputs, 2 outputs",
        "int32-input, TensorFlow Lite type 2",
        "logits, not 0 to 1"
    })
    void refusesModelsItCannotServe(String name, String reason) {
        ObjectNode descriptor = Golden.descriptor(TINY);
        descriptor.withObject("/thresholds").remove("labels");
        descriptor.putArray("labels").add("a").add("b").add("c").add("d");
        descriptor.withObject("/input").putArray("shape").add(1).add(4);
        descriptor.withObject("/output").putArray("shape").add(1).add(4);
        refused(descriptor, Golden.refused(name)).contains(reason);
    }

    private static AbstractStringAssert<?> refused(Consumer<ObjectNode> lie) {
        ObjectNode descriptor = Golden.descriptor(TINY);
        lie.accept(descriptor);
        AbstractThrowableAssert<?, ?> refusal =
                assertThatThrownBy(
                        () ->
                                Golden.loader()
                                        .load(
                                                Golden.files(descriptor, Golden.flatbuffer(TINY)),
                                                new Candidate(TINY, "")));
        return refusal.isInstanceOf(ModelException.class).message();
    }

    /** With the right sum, so that the other checks are reached. */
    private static AbstractStringAssert<?> refused(JsonNode descriptor, byte[] flatbuffer) {
        ObjectNode summed = descriptor.deepCopy();
        summed.put("sha256", Golden.sha256(flatbuffer));
        return assertThatThrownBy(
                        () ->
                                Golden.loader()
                                        .load(
                                                Golden.files(summed, flatbuffer),
                                                new Candidate(TINY, "")))
                .isInstanceOf(ModelException.class)
                .message();
    }
}
