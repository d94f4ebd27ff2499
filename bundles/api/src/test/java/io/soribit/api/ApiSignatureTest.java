// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The baseline: {@code api.txt} holds every public signature. A change of the API changes it in the
 * same commit; {@code -Dapi.update=true} writes it anew.
 */
class ApiSignatureTest {
    private static final Path BASELINE = Path.of("api.txt");

    @Test
    void theApiIsAsTheBaselineSays() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types()) {
            if (isVisible(type.getModifiers())) {
                lines.add(type.toGenericString());
                members(type).forEach(member -> lines.add("  " + member));
            }
        }
        if (Boolean.getBoolean("api.update")) {
            Files.write(BASELINE, lines);
        }
        assertThat(lines)
                .as("the API differs from api.txt; write it with -Dapi.update=true if it should")
                .isEqualTo(Files.readAllLines(BASELINE));
    }

    private static List<Class<?>> types()
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path root =
                Path.of(Notifier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names =
                    files.map(file -> root.relativize(file).toString())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.endsWith("package-info.class"))
                            .map(name -> name.replace(".class", "").replace('/', '.'))
                            .sorted()
                            .toList();
            for (String name : names) {
                types.add(Class.forName(name, false, ApiSignatureTest.class.getClassLoader()));
            }
        }
        assertThat(types).hasSizeGreaterThan(50);
        return types;
    }

    private static TreeSet<String> members(Class<?> type) {
        TreeSet<String> members = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            add(members, field, field.toGenericString());
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            add(members, constructor, constructor.toGenericString());
        }
        for (Method method : type.getDeclaredMethods()) {
            add(members, method, method.toGenericString());
        }
        return members;
    }

    private static void add(TreeSet<String> members, Member member, String text) {
        if (isVisible(member.getModifiers()) && !member.isSynthetic()) {
            members.add(text);
        }
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
