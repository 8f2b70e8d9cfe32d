package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client's rule, message by message: {@code rule-vectors.json} explains itself. */
class RuleVectorsTest {
    static final Path VECTORS = Path.of("src/test/resources/rule-vectors.json");

    @TestFactory
    Stream<DynamicTest> conversation_scriptedMessages_doesAndTellsAsWritten() throws IOException {
        return Json.asList(Json.object(Files.readString(VECTORS)).get("vectors")).stream()
                .map(Json::asObject)
                .map(vector -> DynamicTest.dynamicTest(String.valueOf(vector.get("name")), () -> play(vector)));
    }

    private static void play(Map<String, Object> vector) {
        Stage stage = Stage.ready(
                Json.asList(vector.get("topics")).stream().map(String::valueOf).toArray(String[]::new));
        int number = 0;
        for (Object element : Json.asList(vector.get("steps"))) {
            Map<String, Object> step = Json.asObject(element);
            step(stage, step);
            List<Object> expected = Json.asList(step.get("out"));
            assertThat(stage.news())
                    .as("step %d: %s", number++, Json.print(step))
                    .isEqualTo(expected);
        }
    }

    /** Does what a step of a vector says. */
    static void step(Stage stage, Map<String, Object> step) {
        stage.at(step.get("at") instanceof Long ms ? ms : stage.nowUs / 1_000);
        if (step.get("open") != null) {
            stage.opened();
        }
        if (step.get("in") != null) {
            stage.hear(Json.print(step.get("in")));
        }
        if (step.get("text") instanceof String text) {
            stage.hear(text);
        }
        if (step.get("closed") instanceof Long code) {
            stage.closed(code.intValue());
        }
    }
}
