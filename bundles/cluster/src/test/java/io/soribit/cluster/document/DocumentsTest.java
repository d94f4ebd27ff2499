// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.common.security.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents where the hub reads them. */
class DocumentsTest {
    @TempDir Path data;

    private Path file(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void onlyFilesOfAlertsAreRules() throws IOException {
        file("etc/io.soribit.alert.cfg", "least = notice");
        file("etc/io.soribit.alert.rule-bell.cfg", "sounds = doorbell");
        file("etc/io.soribit.alert.person-ada.cfg", "devices = lamp");
        file("etc/io.soribit.alert.rule-old.cfg.bak", "sounds = doorbell");
        file("etc/io.soribit.cluster.cfg", "name = a");
        file("etc/io.soribit.mqtt.cfg", "url = tcp://a");
        file("etc/io.soribit.source.stream-hall.cfg", "room = hall");
        file("etc/cluster.secret", "secret");
        Documents rules = Kind.RULES.documents(data);
        assertThat(rules.hashes())
                .containsOnlyKeys(
                        "io.soribit.alert.cfg",
                        "io.soribit.alert.rule-bell.cfg",
                        "io.soribit.alert.person-ada.cfg");
        rules.write("io.soribit.alert.rule-tap.cfg", bytes("sounds = tap"));
        assertThat(data.resolve("etc/io.soribit.alert.rule-tap.cfg")).hasContent("sounds = tap");
        rules.delete("io.soribit.alert.rule-bell.cfg");
        assertThat(rules.hashes()).hasSize(3).doesNotContainKey("io.soribit.alert.rule-bell.cfg");
        for (String other :
                new String[] {
                    "../bundles/x.cfg",
                    "io.soribit.alert/../x.cfg",
                    "io.soribit.alert.rule-\n.cfg",
                    "io.soribit.alertx.cfg",
                    "io.soribit.cluster.cfg",
                    "io.soribit.alert.rule-x.jar"
                }) {
            assertThatThrownBy(() -> rules.check(other, bytes("")))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileThatWasChangedIsReadAgain() throws IOException {
        Path rule = file("etc/io.soribit.alert.cfg", "least = notice");
        Documents rules = Kind.RULES.documents(data);
        String before = rules.hashes().get("io.soribit.alert.cfg");
        Files.writeString(rule, "least = emergency");
        assertThat(rules.hashes().get("io.soribit.alert.cfg")).isNotEqualTo(before);
    }

    @Test
    void eachUserIsADocument() throws IOException {
        String hash = Passwords.hash("a password".toCharArray());
        Path file = file("etc/page-users", "# by hand\nada:" + hash + ":admin\n");
        Documents users = Kind.USERS.documents(data);
        assertThat(users.hashes()).containsOnlyKeys("ada");
        assertThat(users.read("ada")).isEqualTo(bytes(hash + ":admin"));
        users.check("eve", bytes(hash + ":resident"));
        users.write("eve", bytes(hash + ":resident"));
        users.delete("ada");
        assertThat(users.hashes()).containsOnlyKeys("eve");
        assertThat(file).hasContent("# by hand\neve:" + hash + ":resident\n");
        for (String bad :
                new String[] {"plain:admin", hash, hash + ":a\nmallory:" + hash + ":admin"}) {
            assertThatThrownBy(() -> users.check("eve", bytes(bad)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> users.check("a:b", bytes(hash + ":admin")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usersAreNotRemovedByAMalformedLineNorAllOfThem() throws IOException {
        String line = ":" + Passwords.hash("a password".toCharArray()) + ":admin\n";
        Path here = file("etc/page-users", "ada" + line + "bob" + line);
        DocumentStore store =
                new DocumentStore(
                        Kind.USERS, Kind.USERS.documents(data), "a", data.resolve("state"));
        store.scan();
        var before = store.entries();
        Files.writeString(here, "ada" + line + "bob" + line.replace(":admin", "").substring(9));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(store::scan).hasMessageContaining("has a malformed line");
        }
        assertThat(store.entries()).isEqualTo(before);
        Files.writeString(here, "");
        for (int i = 0; i < 3; i++) {
            assertThat(store.scan()).isEmpty();
        }
        assertThat(store.entries()).as("they come again").isEmpty();
    }

    @Test
    void theLastUserIsNotRemovedByOtherHubs() throws IOException {
        String line = ":" + Passwords.hash("a password".toCharArray()) + ":admin\n";
        Path here = file("etc/page-users", "ada" + line + "bob" + line);
        Documents users = Kind.USERS.documents(data);
        users.delete("ada");
        assertThatThrownBy(() -> users.delete("bob")).hasMessageContaining("the last user");
        assertThat(here).hasContent("bob" + line);
    }

    @Test
    void onlyTheChoiceOfModelsIsTakenFromTheEnginesSettings() throws IOException {
        Path file = file("etc/io.soribit.engine.cfg", "# mine\nmodel = one\nthreads = 2\n");
        Documents model = Kind.MODEL.documents(data);
        assertThat(model.hashes()).containsOnlyKeys("model");
        model.check("model", bytes("three"));
        model.write("model", bytes("three"));
        assertThat(file).hasContent("# mine\nmodel = three\nthreads = 2\n");
        model.delete("model");
        assertThat(file).hasContent("# mine\nthreads = 2\n");
        for (String other : new String[] {"threads", "room_models"}) {
            assertThatThrownBy(() -> model.check(other, bytes("64")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> model.check("model", bytes("one\nthreads = 64")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String sound(String trunk, String takes) {
        return "{\"id\":\"own_bell\",\"trunk\":\"" + trunk + "\",\"takes\":\"" + takes + "\"}";
    }

    @Test
    void aSoundIsADocumentForEachTrunkThatItWasLearntOn() throws IOException {
        Path listened = file("sounds/own_bell.json", sound("x", "1"));
        Path other = file("sounds/trunks/own_bell@y.json", sound("y", "1"));
        file("sounds/inputs/own_bell.json", "{}");
        Documents sounds = Kind.SOUNDS.documents(data);
        var before = sounds.hashes();
        assertThat(before).containsOnlyKeys("own_bell@x", "own_bell@y");
        Files.writeString(listened, sound("y", "1"));
        Files.writeString(data.resolve("sounds/trunks/own_bell@x.json"), sound("x", "1"));
        assertThat(sounds.hashes()).as("another trunk hears: no change").isEqualTo(before);
        sounds.write("own_bell@x", bytes(sound("x", "2")));
        assertThat(data.resolve("sounds/trunks/own_bell@x.json")).hasContent(sound("x", "2"));
        assertThat(listened).hasContent(sound("y", "1"));
        assertThat(sounds.hashes()).containsOnlyKeys("own_bell@x", "own_bell@y");
        sounds.delete("own_bell@y");
        assertThat(listened).doesNotExist();
        assertThat(other).doesNotExist();
        assertThat(sounds.hashes()).containsOnlyKeys("own_bell@x");
        sounds.delete("own_bell@x");
        assertThat(sounds.hashes()).isEmpty();
        assertThat(data.resolve("sounds/inputs/own_bell.json")).doesNotExist();
    }

    @Test
    void aSoundOfAnotherTrunkDoesNotDisplaceTheOneThatIsListenedFor() throws IOException {
        Path listened = file("sounds/own_bell.json", sound("x", "1"));
        Documents sounds = Kind.SOUNDS.documents(data);
        sounds.write("own_bell@y", bytes(sound("y", "2")));
        assertThat(listened).hasContent(sound("x", "1"));
        assertThat(data.resolve("sounds/trunks/own_bell@y.json")).hasContent(sound("y", "2"));
        assertThat(sounds.hashes()).containsOnlyKeys("own_bell@x", "own_bell@y");
        sounds.write("own_dog@y", bytes(sound("y", "2").replace("bell", "dog")));
        assertThat(data.resolve("sounds/own_dog.json")).exists();
    }

    @Test
    void aCopyOfASoundIsNoDocument() throws IOException {
        file("sounds/own_bell_old.json", sound("x", "1"));
        file("sounds/trunks/own_dog@x.json", sound("x", "1"));
        Documents sounds = Kind.SOUNDS.documents(data);
        assertThat(sounds.hashes()).isEmpty();
        file("sounds/own_bell.json", sound("x", "1"));
        assertThat(sounds.hashes()).containsOnlyKeys("own_bell@x");
        sounds.delete("own_bell@x");
        assertThat(sounds.hashes()).isEmpty();
    }

    @Test
    void whatIsNoTaughtSoundIsRefused() throws IOException {
        Documents sounds = Kind.SOUNDS.documents(data);
        sounds.check("own_bell@x", bytes(sound("x", "1")));
        assertThatThrownBy(() -> sounds.check("own_dog@x", bytes(sound("x", "1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sounds.check("own_bell@x", bytes("no JSON")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sounds.check("own_bell@../x", bytes(sound("../x", "1"))))
                .isInstanceOf(IllegalArgumentException.class);
        file("sounds/own_bell.json", "half a sou");
        assertThat(sounds.hashes()).isEmpty();
        assertThat(sounds.unreadable()).containsOnlyKeys("own_bell.json");
    }

    @Test
    void aFileThatCannotBeReadIsNotRemovedAndHoldsUpNoOther() throws IOException {
        Path bell = file("etc/io.soribit.alert.rule-bell.cfg", "sounds = doorbell");
        file("etc/io.soribit.alert.rule-tap.cfg", "sounds = tap");
        DocumentStore store = store(Kind.RULES);
        store.scan();
        Entry before = store.entries().get("io.soribit.alert.rule-bell.cfg");
        Files.delete(bell);
        Files.createDirectory(bell); // as unreadable as one of another user
        file("etc/io.soribit.alert.rule-tap.cfg", "sounds = tap # changed");
        assertThat(store.scan()).isEmpty();
        assertThat(store.scan()).containsExactly("io.soribit.alert.rule-tap.cfg");
        assertThat(store.entries().get("io.soribit.alert.rule-bell.cfg")).isEqualTo(before);
        assertThat(store.unreadable()).containsOnlyKeys("io.soribit.alert.rule-bell.cfg");
        assertThat(store.read("io.soribit.alert.rule-bell.cfg")).isNull();
        Version next = before.version().next("b");
        Document sent = new Document("io.soribit.alert.rule-bell.cfg", next, bytes("of b"));
        assertThatThrownBy(() -> store.take(sent)).hasMessageContaining("cannot be read");
        Files.delete(bell);
        Files.writeString(bell, "sounds = doorbell");
        assertThat(store.scan()).isEmpty();
        assertThat(store.scan()).isEmpty();
        assertThat(store.unreadable()).isEmpty();
        assertThat(store.take(sent)).isTrue();
    }

    @Test
    void halfASoundIsNotRemovedOnAnyTrunk() throws IOException {
        Path bell = file("sounds/own_bell.json", sound("x", "1"));
        file("sounds/trunks/own_bell@y.json", sound("y", "1"));
        file("sounds/own_dog.json", sound("x", "1").replace("bell", "dog"));
        DocumentStore store = store(Kind.SOUNDS);
        store.scan();
        var before = store.entries();
        assertThat(before).hasSize(3);
        Files.writeString(bell, "{\"id\":");
        file("sounds/trunks/own_bell@x.json", sound("x", "0"));
        for (int i = 0; i < 3; i++) {
            assertThat(store.scan()).as("the one that is kept may be older").isEmpty();
        }
        assertThat(store.entries()).isEqualTo(before);
        Files.delete(data.resolve("sounds/own_dog.json"));
        store.scan();
        assertThat(store.scan()).containsExactly("own_dog@x");
    }

    @Test
    void whatCannotBeReadWhenAHubStartsIsNotLost() throws IOException {
        Path bell = file("sounds/own_bell.json", sound("x", "1"));
        DocumentStore store = store(Kind.SOUNDS);
        store.scan();
        store.save();
        var before = store.entries();
        Files.writeString(bell, "{");
        DocumentStore again = store(Kind.SOUNDS);
        again.scan();
        assertThat(again.entries()).isEqualTo(before).hasSize(1);
    }

    private DocumentStore store(Kind kind) {
        return new DocumentStore(kind, kind.documents(data), "a", data.resolve("state"));
    }

    @Test
    void whatIsSharedIsChecked() {
        assertThat(Kind.parse("rules, users", "sounds"))
                .containsExactly(Kind.RULES, Kind.USERS, Kind.SOUNDS);
        assertThat(Kind.parse("")).isEmpty();
        assertThatThrownBy(() -> Kind.parse("rule")).hasMessageContaining("'share' names 'rule'");
    }
}
