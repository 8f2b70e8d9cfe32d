package io.quotewire.app.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the records from what was written, defaults for the rest. */
final class Binder {
    private final Map<String, Written> written;
    private final List<Problem> problems;

    /** @param problems gets what could not be read or was refused; the records then hold defaults in its place */
    Binder(Map<String, Written> written, List<Problem> problems) {
        this.written = written;
        this.problems = problems;
    }

    Record bind(KeyTree.Group group) {
        Class<? extends Record> type = group.standard().getClass();
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(group, components[i]);
        }
        try {
            return Components.create(type, values);
        } catch (IllegalArgumentException e) {
            problems.add(refused(group, Objects.requireNonNullElse(e.getMessage(), "refused")));
            return group.standard();
        }
    }

    private @Nullable Object value(KeyTree.Group group, RecordComponent component) {
        if (component.isAnnotationPresent(Inline.class)) {
            return inline(group, Components.read(component, group.standard()));
        }
        return switch (child(group, Components.key(component))) {
            case KeyTree.Group inner -> bind(inner);
            case Setting setting -> read(setting);
        };
    }

    private Object inline(KeyTree.Group group, @Nullable Object standard) {
        if (standard instanceof Map<?, ?> named) {
            Map<String, Record> bound = new LinkedHashMap<>();
            for (Object name : named.keySet()) {
                bound.put((String) name, bind((KeyTree.Group) child(group, (String) name)));
            }
            return bound;
        }
        Record inner = (Record) Objects.requireNonNull(standard, group.key());
        return bind(new KeyTree.Group(group.key(), group.general(), inner, group.children()));
    }

    private static KeyTree.Node child(KeyTree.Group group, String name) {
        return Objects.requireNonNull(group.children().get(name), name);
    }

    private @Nullable Object read(Setting setting) {
        Written text = written.get(setting.key());
        if (text == null) {
            return setting.standard();
        }
        if (text.list() != setting.list()) {
            String wanted = setting.list()
                    ? "a list, each " + setting.kind().wanted()
                    : setting.kind().wanted();
            problems.add(new Problem(text.origin(), setting.key() + " must be " + wanted + ", was " + text.quoted()));
            return setting.standard();
        }
        List<Object> values = new ArrayList<>();
        for (Written.Item item : text.items()) {
            Object value = readItem(setting, item);
            if (value == null) {
                return setting.standard();
            }
            values.add(value);
        }
        return setting.list() ? List.copyOf(values) : values.getFirst();
    }

    private @Nullable Object readItem(Setting setting, Written.Item item) {
        try {
            return setting.kind().reader().apply(item.text());
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            String what = setting.list() ? "each of " + setting.key() : setting.key();
            String was = setting.kind().isSecret() ? "" : ", was \"" + item.text() + '"';
            String text = what + " must be " + setting.kind().wanted() + was;
            problems.add(new Problem(item.origin(), text));
            return null;
        }
    }

    /** A refusal names the key at fault, by its last part or whole; of several that play together, one that was written. */
    private Problem refused(KeyTree.Group group, String message) {
        String first = message.split("[ :]", 2)[0];
        String named = group.key().isEmpty() || message.startsWith(group.key() + ".")
                ? message
                : group.key() + (group.children().containsKey(first) ? "." : ": ") + message;
        Origin origin = written.entrySet().stream()
                .filter(entry -> named.contains(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(entry -> entry.getValue().origin())
                .orElseGet(Origin.BuiltIn::new);
        return new Problem(origin, named);
    }
}
