package io.quotewire.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a configuration file into the texts of the settings, each with its line and column. */
final class YamlFile {
    private static final int MAX_CHARACTERS = 1 << 20;

    private final String file;
    private final KeyTree tree;
    private final Map<String, Written> written;
    private final List<Problem> problems;

    /**
     * @param file as messages name it
     * @param written gets what the file sets
     * @param problems gets what is wrong with it
     */
    YamlFile(String file, KeyTree tree, Map<String, Written> written, List<Problem> problems) {
        this.file = file;
        this.tree = tree;
        this.written = written;
        this.problems = problems;
    }

    void read(Path path) {
        try {
            readText(Files.readString(path));
        } catch (NoSuchFileException absent) {
            problems.add(new Problem(new Origin.WholeFile(file), "there is no such file"));
        } catch (CharacterCodingException notUtf8) {
            problems.add(new Problem(new Origin.WholeFile(file), "is not text in UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(new Origin.WholeFile(file), "cannot be read: " + e.getMessage()));
        }
    }

    private void readText(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                .setAllowNonScalarKeys(true) // They are refused here, where their place can be told.
                .build();
        try {
            Optional<Node> top = new Compose(settings).composeString(text);
            top.ifPresent(node -> group(node, tree.root()));
        } catch (MarkedYamlEngineException e) {
            problems.add(new Problem(place(e.getProblemMark()), "is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new Problem(new Origin.WholeFile(file), "is not YAML: " + e.getMessage()));
        }
    }

    private void group(Node node, KeyTree.Group group) {
        if (isEmpty(node)) {
            return; // A heading whose keys are all commented out sets nothing.
        }
        if (!(node instanceof MappingNode mapping)) {
            String what = group.key().isEmpty() ? "the file" : group.key();
            problems.add(problem(
                    node,
                    what + " must be a group of keys: "
                            + String.join(", ", group.children().keySet())));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entry(tuple, group, seen);
        }
    }

    private void entry(NodeTuple tuple, KeyTree.Group group, Set<String> seen) {
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
            problems.add(problem(tuple.getKeyNode(), "a key must be a name"));
            return;
        }
        KeyTree.Node child = group.children().get(name.getValue());
        if (child == null) {
            problems.add(problem(name, tree.unknown(group, name.getValue())));
        } else if (!seen.add(name.getValue())) {
            problems.add(problem(name, child.key() + " is set twice"));
        } else {
            switch (child) {
                case KeyTree.Group inner -> group(tuple.getValueNode(), inner);
                case Setting setting -> setting(tuple.getValueNode(), setting);
            }
        }
    }

    private void setting(Node node, Setting setting) {
        if (isEmpty(node)) {
            problems.add(problem(node, setting.key() + " has no value"));
        } else if (node instanceof ScalarNode scalar) {
            written.put(setting.key(), Written.text(scalar.getValue(), place(node.getStartMark())));
        } else if (node instanceof SequenceNode sequence) {
            list(sequence, setting);
        } else {
            problems.add(
                    problem(node, setting.key() + " must be " + setting.kind().wanted() + ", was a group of keys"));
        }
    }

    private void list(SequenceNode sequence, Setting setting) {
        List<Written.Item> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                problems.add(problem(
                        item,
                        "each of " + setting.key() + " must be "
                                + setting.kind().wanted()));
                return;
            }
            items.add(new Written.Item(scalar.getValue(), place(item.getStartMark())));
        }
        written.put(setting.key(), new Written(place(sequence.getStartMark()), true, List.copyOf(items)));
    }

    private Problem problem(Node node, String text) {
        return new Problem(place(node.getStartMark()), text);
    }

    private Origin place(Optional<Mark> mark) {
        return mark.<Origin>map(at -> new Origin.InFile(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> new Origin.WholeFile(file));
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }
}
