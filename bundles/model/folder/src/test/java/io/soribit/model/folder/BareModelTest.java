// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareModelTest {
    @TempDir Path folder;

    private Path file() {
        return folder.resolve("pets.tflite");
    }

    private JsonNode descriptor() throws Exception {
        return new ObjectMapper().readTree(new BareModel(file(), 64 << 20).descriptor());
    }

    @Test
    void aFileThatSaysEnoughNeedsNoMore() throws Exception {
        new TestFile().write(file());
        JsonNode found = descriptor();
        assertThat(found.get("id").asText()).isEqualTo("pets");
        assertThat(found.get("version").asText()).isEqualTo("v7");
        assertThat(found.get("labels").toString()).isEqualTo("[\"Dog\",\"Cat\"]");
        assertThat(found.get("frontEnd").toString())
                .isEqualTo("{\"type\":\"waveform\",\"sampleRate\":16000,\"samples\":800}");
        assertThat(found.get("input").toString())
                .isEqualTo("{\"type\":\"float32\",\"shape\":[800]}");
        assertThat(found.get("card").toString()).contains("hears two animals", "MIT");
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aSecondOutputIsAnEmbeddingOfATrunkThatNobodyKnows() throws Exception {
        Files.copy(Path.of("../../../models/home/float16/model.tflite"), file());
        Files.writeString(
                folder.resolve("pets.json"), "{\"labels\":[],\"frontEnd\":{\"type\":\"log-mel\"}}");
        JsonNode found = descriptor();
        assertThat(found.get("output").toString())
                .isEqualTo("{\"type\":\"float32\",\"shape\":[1,84]}");
        assertThat(found.get("embedding").get("shape").toString()).isEqualTo("[1,768]");
        assertThat(found.get("embedding").get("output").asInt()).isEqualTo(1);
        assertThat(found.get("embedding").get("trunk").asText()).matches("file-[0-9a-f]{12}");
    }

    @Test
    void aListOrATextThatIsLongerThanAnyModelHasIsRefused() throws Exception {
        for (TestFile hostile :
                List.of(
                        new TestFile().tensors(100_001),
                        new TestFile().description("x".repeat(70_000)))) {
            hostile.write(file());
            assertThatThrownBy(() -> new BareModel(file(), 64 << 20))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("in it is longer than");
        }
        new TestFile().tensors(50_000).description("x".repeat(60_000)).write(file());
        assertThat(descriptor().get("card").get("description").asText()).hasSize(60_000);
    }

    @Test
    void aDescriptionOfMoreEntriesThanAnyModelNeedsIsRefused() throws Exception {
        new TestFile().write(file());
        Files.writeString(
                folder.resolve("pets.json"), "{\"card\":[" + "[],".repeat(50_000) + "[]]}");
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("pets.json is no JSON: Token count");
    }

    @Test
    void whatIsMissingIsNamedAndDrafted() throws Exception {
        new TestFile().withoutMetadata().write(file());
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20).descriptor())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("pets.json")
                .hasMessageContaining("\"labels\": [one for each of its 2 outputs]")
                .hasMessageContaining("\"frontEnd\"")
                .hasMessageContaining("pets.json.draft");
        assertThat(folder.resolve("pets.json.draft")).content().contains("\"sha256\"");
    }

    @Test
    void aPersonsLinesCompleteAndOverrule() throws Exception {
        new TestFile().labels("Dog\n").write(file());
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20).descriptor())
                .hasMessageContaining("\"labels\"")
                .hasMessageNotContaining("frontEnd");
        Files.writeString(
                folder.resolve("pets.json"), "{\"labels\":[\"dog\",\"cat\"],\"id\":\"mine\"}");
        assertThat(descriptor().get("id").asText()).isEqualTo("mine");
        assertThat(folder.resolve("pets.json.draft")).doesNotExist();
        Files.writeString(folder.resolve("pets.json"), "{\"labels\":");
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20))
                .hasMessageContaining("pets.json is no JSON");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        Files.writeString(file(), "this is a text, not a model");
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20)).hasMessageContaining("TFL3");
        new TestFile().inputs(2).write(file());
        assertThatThrownBy(() -> new BareModel(file(), 64 << 20)).hasMessageContaining("2 inputs");
    }

    @Test
    void damageIsRefusedOrRead() throws Exception {
        byte[] whole = Files.readAllBytes(new TestFile().write(file()));
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged =
                    Arrays.copyOf(whole, i % 2 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = 0; k < 4 && damaged.length > 8; k++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
            }
            Files.write(file(), damaged);
            try {
                new BareModel(file(), 64 << 20).descriptor();
            } catch (ModelException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
