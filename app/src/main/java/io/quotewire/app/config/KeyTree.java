package io.quotewire.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every key that exists, derived from a tree of records that holds the defaults. */
final class KeyTree {
    /** What a key leads to. */
    sealed interface Node permits Group, Setting {
        String key();
    }

    /**
     * The keys below a record.
     *
     * @param key empty at the root
     * @param general likewise, with {@code *} for the names of map entries
     * @param standard the record with the defaults
     * @param children by the last part of their key, in the order of the components
     */
    record Group(String key, String general, Record standard, Map<String, Node> children) implements Node {}

    private final Group root;
    private final Map<String, Setting> settings;

    KeyTree(Record standard) {
        this.root = group("", "", standard);
        Map<String, Setting> all = new LinkedHashMap<>();
        collect(root, all);
        this.settings = Collections.unmodifiableMap(all);
    }

    Group root() {
        return root;
    }

    /** All settings by key, in the order of the records. */
    Map<String, Setting> settings() {
        return settings;
    }

    /** Says that there is no such key, and which one was probably meant. */
    String unknown(Group group, String name) {
        String wanted = join(group.key, name);
        List<String> siblings = new ArrayList<>(group.children.keySet());
        String near = Hint.nearest(name, siblings);
        if (near != null) {
            return "unknown key " + wanted + "; did you mean " + join(group.key, near) + "?";
        }
        String elsewhere = settings.keySet().stream()
                .filter(key -> key.endsWith("." + name))
                .findFirst()
                .orElse(null);
        String hint = elsewhere == null ? "" : "; did you mean " + elsewhere + "?";
        return "unknown key " + wanted + hint;
    }

    private static Group group(String key, String general, Record standard) {
        Map<String, Node> children = new LinkedHashMap<>();
        for (RecordComponent component : standard.getClass().getRecordComponents()) {
            String name = Components.key(component);
            if (component.isAnnotationPresent(Inline.class)) {
                children.putAll(inline(key, general, Components.read(component, standard)));
            } else {
                children.put(name, node(join(key, name), join(general, name), component, standard));
            }
        }
        return new Group(key, general, standard, Collections.unmodifiableMap(children));
    }

    private static Map<String, Node> inline(String key, String general, @Nullable Object value) {
        if (value instanceof Map<?, ?> named) {
            Map<String, Node> groups = new LinkedHashMap<>();
            named.forEach((name, entry) ->
                    groups.put((String) name, group(join(key, (String) name), join(general, "*"), (Record) entry)));
            return groups;
        }
        return group(key, general, (Record) Objects.requireNonNull(value, key)).children();
    }

    private static Node node(String key, String general, RecordComponent component, Record standard) {
        Object value = Components.read(component, standard);
        boolean list = component.getType() == List.class;
        Class<?> type = list ? itemType(component) : component.getType();
        Kind kind = Kind.of(type, component.getName());
        if (kind != null) {
            return new Setting(key, general, kind, list, value);
        }
        if (Objects.requireNonNull(value, key) instanceof Record record) {
            return group(key, general, record);
        }
        throw new IllegalStateException("a setting cannot be of type " + type + ": " + key);
    }

    private static Class<?> itemType(RecordComponent component) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static void collect(Group group, Map<String, Setting> into) {
        for (Node node : group.children.values()) {
            switch (node) {
                case Group inner -> collect(inner, into);
                case Setting setting -> into.put(setting.key(), setting);
            }
        }
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }
}
