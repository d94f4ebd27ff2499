// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings.Fault;
import io.soribit.api.setting.Settings.Kind;
import io.soribit.common.setting.SettingFile;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One key of a configuration, as defined by the bundle that reads it.
 *
 * @param definition type, range, options and default
 * @param required whether there must be a value
 */
record Attribute(AttributeDefinition definition, boolean required) {
    private static final Pattern LIST = Pattern.compile("\\s*,\\s*");

    String key() {
        return definition.getID();
    }

    /**
     * Converts a value to the form that the component can read: numbers without surrounding blanks,
     * and {@code a, b} as a list.
     *
     * @throws IllegalArgumentException with the reason, to be printed after the value
     */
    Object accept(Object written) {
        Object value =
                written instanceof String text && definition.getCardinality() != 0
                        ? LIST.splitAsStream(text.strip()).toArray(String[]::new)
                        : written;
        List<?> elements = elements(value);
        if (elements == null) {
            return acceptOne(value);
        }
        if (definition.getCardinality() == 0 && elements.size() != 1) {
            throw new IllegalArgumentException("is a list");
        }
        List<Object> accepted = elements.stream().map(this::acceptOne).toList();
        return accepted.equals(elements)
                ? value
                : accepted.stream().map(Object::toString).toArray(String[]::new);
    }

    /** A value as one line of text. */
    static String line(Object value) {
        List<?> elements = elements(value);
        return elements == null
                ? value.toString()
                : elements.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What is wrong with a text that is to be written to a file; null if it can be. */
    @Nullable Fault fault(String text) {
        if (!SettingFile.isPlain(text)) {
            return Fault.CHARACTERS;
        }
        if (text.isBlank() && required && defaultValue() == null) {
            return Fault.MISSING;
        }
        try {
            accept(text);
            return null;
        } catch (IllegalArgumentException e) {
            return options().isEmpty() ? fault(e) : Fault.OPTION;
        }
    }

    /** A number that cannot be read has a cause: it is not of its type. */
    private Fault fault(IllegalArgumentException refused) {
        return switch (kind()) {
            case WHOLE -> refused.getCause() == null ? Fault.RANGE : Fault.WHOLE;
            case NUMBER -> refused.getCause() == null ? Fault.RANGE : Fault.NUMBER;
            case SWITCH -> Fault.SWITCH;
            case CHARACTER -> Fault.CHARACTER;
            case TEXT, SECRET -> Fault.RANGE;
        };
    }

    Kind kind() {
        return switch (definition.getType()) {
            case AttributeDefinition.BYTE,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.INTEGER,
                    AttributeDefinition.LONG ->
                    Kind.WHOLE;
            case AttributeDefinition.FLOAT, AttributeDefinition.DOUBLE -> Kind.NUMBER;
            case AttributeDefinition.BOOLEAN -> Kind.SWITCH;
            case AttributeDefinition.CHARACTER -> Kind.CHARACTER;
            case AttributeDefinition.PASSWORD -> Kind.SECRET;
            default -> Kind.TEXT;
        };
    }

    private static @Nullable List<?> elements(Object value) {
        if (value instanceof Collection<?> values) {
            return List.copyOf(values);
        }
        if (!value.getClass().isArray()) {
            return null;
        }
        return IntStream.range(0, Array.getLength(value))
                .mapToObj(i -> Array.get(value, i))
                .toList();
    }

    private Object acceptOne(Object value) {
        Object parsed = parse(value);
        String invalid =
                definition.getCardinality() == 0 ? definition.validate(parsed.toString()) : null;
        if (invalid != null && !invalid.isEmpty()) {
            throw new IllegalArgumentException("is " + invalid.replaceFirst("^%", ""));
        }
        List<String> options = options();
        if (!options.isEmpty() && !options.contains(parsed.toString())) {
            throw new IllegalArgumentException("is not a valid option");
        }
        return parsed;
    }

    private Object parse(Object value) {
        String text = value.toString();
        try {
            return switch (definition.getType()) {
                case AttributeDefinition.BYTE -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
                case AttributeDefinition.SHORT -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
                case AttributeDefinition.INTEGER ->
                        whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case AttributeDefinition.LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
                case AttributeDefinition.FLOAT -> real(value, Float.MAX_VALUE);
                case AttributeDefinition.DOUBLE -> real(value, Double.MAX_VALUE);
                case AttributeDefinition.BOOLEAN -> bool(value);
                case AttributeDefinition.CHARACTER -> {
                    if (text.length() != 1) {
                        throw new IllegalArgumentException("is not one character");
                    }
                    yield value;
                }
                default -> value;
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("is not " + expected(), e);
        }
    }

    private static Object whole(Object value, long min, long max) {
        long number = new BigDecimal(value.toString().strip()).longValueExact();
        if (number < min || number > max) {
            throw new ArithmeticException("out of the type's range");
        }
        return value instanceof Number ? value : Long.toString(number);
    }

    private static Object real(Object value, double max) {
        String text = value.toString().strip();
        if (new BigDecimal(text).abs().compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new ArithmeticException("out of the type's range");
        }
        return value instanceof Number ? value : text;
    }

    private static Object bool(Object value) {
        String text = value.toString().strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("is neither true nor false");
        }
        return value instanceof Boolean ? value : text;
    }

    /** The expected kind of value, in words. */
    String expected() {
        String type =
                switch (kind()) {
                    case WHOLE -> "a whole number";
                    case NUMBER -> "a number";
                    case SWITCH -> "true or false";
                    case CHARACTER -> "one character";
                    case TEXT, SECRET -> "a text";
                };
        return options().isEmpty() ? type : "one of " + String.join(", ", options());
    }

    /** The description of the bundle; may be empty. */
    String description() {
        String description = definition.getDescription();
        return description == null ? "" : description;
    }

    /** The default; null if there is none. */
    @Nullable String defaultValue() {
        String[] values = definition.getDefaultValue();
        return values == null || values.length == 0 ? null : String.join(", ", values);
    }

    /** The value as it may be shown. */
    String shown(Object value) {
        if (kind() == Kind.SECRET) {
            return "***";
        }
        List<?> elements = elements(value);
        return elements == null ? value.toString() : elements.toString();
    }

    /** The only values; empty if others are possible. */
    List<String> options() {
        String[] values = definition.getOptionValues();
        return values == null ? List.of() : List.of(values);
    }
}
