package io.quotewire.app.config;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints a tree of records as the file that would set it so. */
final class ConfigPrinter {
    private final @Nullable Function<String, Origin> origins;
    private final StringBuilder out = new StringBuilder();

    /** @param origins by key, to be printed behind each line; null for none */
    ConfigPrinter(@Nullable Function<String, Origin> origins) {
        this.origins = origins;
    }

    String print(KeyTree.Group root, Record values) {
        group(root, values, "");
        return out.toString();
    }

    private void group(KeyTree.Group group, Record values, String indent) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            Object value = Components.read(component, values);
            if (!component.isAnnotationPresent(Inline.class)) {
                node(group, Components.key(component), value, indent);
            } else if (value instanceof Map<?, ?> named) {
                named.forEach((name, entry) -> node(group, (String) name, entry, indent));
            } else {
                group(group, (Record) Objects.requireNonNull(value), indent);
            }
        }
    }

    private void node(KeyTree.Group group, String name, @Nullable Object value, String indent) {
        switch (Objects.requireNonNull(group.children().get(name), name)) {
            case KeyTree.Group inner -> {
                out.append(indent).append(name).append(":\n");
                group(inner, (Record) Objects.requireNonNull(value, name), indent + "  ");
            }
            case Setting setting -> line(setting, name, value, indent);
        }
    }

    private void line(Setting setting, String name, @Nullable Object value, String indent) {
        out.append(indent).append(value == null ? "# " : "").append(name).append(": ");
        out.append(value == null ? "(not set)" : setting.print(value));
        if (origins != null) {
            out.append("  # ").append(origins.apply(setting.key()));
        }
        out.append('\n');
    }
}
