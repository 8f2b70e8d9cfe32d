package io.quotewire.lab.load.report;

import io.quotewire.lab.load.check.Fault;
import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.report.Threshold.Judged;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report for machines: one object; keys are only ever added, and what is unknown is {@code null}. */
public final class JsonReport {
    private static final String SCHEMA = "quotewire.bench/1";

    private JsonReport() {}

    public static String of(LoadReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("schema", SCHEMA);
            json.writeStringProperty("profile", report.profile());
            json.writeStringProperty("url", report.url());
            json.writeBooleanProperty("passed", report.passed());
            json.writeArrayPropertyStart("thresholds");
            report.thresholds().forEach(judged -> threshold(json, judged));
            json.writeEndArray();
            report.sections().forEach(section -> section(json, section));
            json.writeArrayPropertyStart("faults");
            report.faults().forEach(fault -> fault(json, fault));
            json.writeEndArray();
            json.writeArrayPropertyStart("notes");
            report.notes().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("seconds");
            report.seconds().forEach(second -> second(json, second));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void threshold(JsonGenerator json, Judged judged) {
        json.writeStartObject();
        json.writeStringProperty("figure", judged.threshold().name());
        json.writeStringProperty("comparison", judged.threshold().comparison().sign());
        json.writeNumberProperty("limit", judged.threshold().limit());
        json.writeName("value");
        value(json, judged.value());
        json.writeBooleanProperty("passed", judged.passed());
        json.writeEndObject();
    }

    private static void section(JsonGenerator json, Section section) {
        switch (section) {
            case Section.Facts facts -> {
                json.writeObjectPropertyStart(facts.key());
                for (Section.Fact fact : facts.facts()) {
                    json.writeName(fact.key());
                    value(json, fact.figure().raw());
                }
                json.writeEndObject();
            }
            case Section.Table table -> {
                json.writeArrayPropertyStart(table.key());
                table.rows().forEach(row -> row(json, table, row));
                json.writeEndArray();
            }
        }
    }

    private static void row(JsonGenerator json, Section.Table table, List<Figure> row) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            json.writeName(table.columns().get(i).key());
            value(json, row.get(i).raw());
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static void fault(JsonGenerator json, Fault fault) {
        json.writeStartObject();
        json.writeStringProperty("kind", fault.kind().text());
        json.writeStringProperty("topic", fault.topic());
        json.writeStringProperty("detail", fault.detail());
        json.writeEndObject();
    }

    private static void second(JsonGenerator json, Second second) {
        json.writeStartObject();
        json.writeNumberProperty("at", second.at());
        json.writeNumberProperty("messages", second.messages());
        json.writeNumberProperty("bytes", second.bytes());
        json.writeNumberProperty("p50_ms", second.p50Ms());
        json.writeNumberProperty("p99_ms", second.p99Ms());
        json.writeNumberProperty("max_ms", second.maxMs());
        json.writeEndObject();
    }
}
