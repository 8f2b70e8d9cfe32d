package io.quotewire.app.doctor;

import io.quotewire.app.doctor.Finding.Mark;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** All findings, and how they are printed. */
public record Diagnosis(List<Finding> findings) {
    private static final String SCHEMA = "quotewire.doctor/1";

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    public long count(Mark mark) {
        return findings.stream().filter(finding -> finding.mark() == mark).count();
    }

    /** A line for each finding, one for what to do about it, and one for the whole. */
    public String text(boolean color) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append("  ")
                    .append(sign(finding.mark(), color))
                    .append(' ')
                    .append(finding.text())
                    .append('\n');
            if (finding.fix() != null) {
                text.append("      fix: ").append(finding.fix()).append('\n');
            }
        }
        return text.append(counted(count(Mark.ERROR), "error"))
                .append(", ")
                .append(counted(count(Mark.WARNING), "warning"))
                .append('\n')
                .toString();
    }

    /** One object; keys are only ever added. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("schema", SCHEMA);
            json.writeBooleanProperty("ok", count(Mark.ERROR) == 0);
            json.writeNumberProperty("errors", count(Mark.ERROR));
            json.writeNumberProperty("warnings", count(Mark.WARNING));
            json.writeArrayPropertyStart("checks");
            findings.forEach(finding -> write(json, finding));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("id", finding.id());
        json.writeStringProperty("status", finding.mark().word());
        json.writeStringProperty("text", finding.text());
        json.writeStringProperty("fix", finding.fix());
        json.writeEndObject();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String sign(Mark mark, boolean color) {
        if (!color) {
            return mark.sign();
        }
        int code = switch (mark) {
            case OK -> 32;
            case WARNING -> 33;
            case ERROR -> 31;
            case SKIPPED -> 2;
        };
        return "\u001b[" + code + "m" + mark.sign() + "\u001b[0m";
    }
}
