package io.quotewire.lab.load.report;

import io.quotewire.lab.load.measure.Spread.Point;
import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.report.LoadReport.Curve;
import io.quotewire.lab.load.report.Threshold.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A report as one page that needs nothing else: no script, no network, pictures within; light or dark as the reader has it. */
public final class HtmlReport {
    /** More points than this a line are put together. */
    private static final int MOST_POINTS = 360;

    private static final String STYLE = """
            :root{color-scheme:light dark;--fg:#1c2127;--dim:#5d6875;--bg:#fff;--card:#f5f7f9;--line:#d9dee4;--good:#157f3c;
            --bad:#b3261e;--s0:#1565c0;--s1:#b45309;--s2:#6d28d9;--s3:#0f766e}
            @media(prefers-color-scheme:dark){:root{--fg:#e6e9ed;--dim:#9aa5b1;--bg:#14171a;--card:#1d2125;--line:#343b43;
            --good:#5bd08a;--bad:#ff8a80;--s0:#6cb2ff;--s1:#f5b35c;--s2:#b79bff;--s3:#5fd3c4}}
            body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--bg);color:var(--fg);
            font:15px/1.5 system-ui,sans-serif}
            h1{font-size:1.4rem;margin:0 0 .2rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}
            p{margin:.3rem 0}.dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}
            .verdict{font-weight:600}.wide{overflow-x:auto}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums}
            th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid var(--line)}
            th{color:var(--dim);font-weight:500}th:first-child,td:first-child{text-align:left}
            dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.4rem;margin:0}
            dl div{background:var(--card);border-radius:6px;padding:.4rem .6rem}
            dt{color:var(--dim);font-size:.85rem}dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
            svg{width:100%;height:auto;background:var(--card);border-radius:6px}
            svg text{fill:var(--dim);font-size:11px}svg .grid{stroke:var(--line)}
            svg polyline{fill:none;stroke-width:2}.s0{stroke:var(--s0)}.s1{stroke:var(--s1);stroke-dasharray:6 3}
            .s2{stroke:var(--s2);stroke-dasharray:2 3}.s3{stroke:var(--s3);stroke-dasharray:10 3 2 3}
            .legend svg{width:2.2rem;height:.7rem;background:none;vertical-align:middle;margin-right:.3rem}
            .legend span{margin-right:1.2rem}li{overflow-wrap:anywhere}
            """;

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    public static String of(LoadReport report) {
        HtmlReport html = new HtmlReport();
        html.begin(report);
        html.thresholds(report.thresholds());
        html.curves(report.curves());
        html.seconds(report.seconds());
        report.sections().forEach(html::section);
        html.list("Found", report.faults());
        html.list("Notes", report.notes());
        return html.page + "</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void begin(LoadReport report) {
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>quotewire bench ")
                .append(escaped(report.profile()))
                .append("</title><meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style></head><body><h1>quotewire bench: ")
                .append(escaped(report.profile()))
                .append("</h1><p class=\"dim\">")
                .append(escaped(report.url()))
                .append("</p><p class=\"verdict ")
                .append(report.passed() ? "good\">✓ passed" : "bad\">✗ failed")
                .append("</p>");
    }

    private void thresholds(List<Judged> all) {
        page.append("<h2>Thresholds</h2><table><tr><th>must hold</th><th>was</th><th></th></tr>");
        for (Judged each : all) {
            page.append("<tr><td>")
                    .append(escaped(each.threshold().toString()))
                    .append("</td><td>")
                    .append(escaped(TextReport.value(each)))
                    .append(each.passed() ? "</td><td class=\"good\">✓ held" : "</td><td class=\"bad\">✗ broken")
                    .append("</td></tr>");
        }
        page.append("</table>");
    }

    /** Percentiles against nines: each step to the right is a tenth of the samples before. */
    private void curves(List<Curve> all) {
        List<Curve> curves =
                all.stream().filter(curve -> !curve.spread().isEmpty()).toList();
        if (curves.isEmpty()) {
            return;
        }
        double most = curves.stream()
                .mapToDouble(curve -> curve.spread().maxMs())
                .max()
                .orElse(1);
        double nines = curves.stream().mapToDouble(HtmlReport::nines).max().orElse(1);
        page.append("<h2>How long messages took, by percentile</h2>");
        legend(curves.stream().map(Curve::name).toList());
        Picture picture = new Picture("percentiles of the time that messages took", nines, most).scaleY(" ms");
        String[] marks = {"0", "90", "99", "99.9", "99.99", "99.999", "99.9999", "99.99999"};
        for (int i = 0; i < marks.length && i <= nines; i++) {
            picture.markX(i, marks[i] + "%");
        }
        for (int i = 0; i < curves.size(); i++) {
            picture.line(
                    i,
                    curves.get(i).spread().curve().stream()
                            .map(point -> new double[] {nines(point), point.ms()})
                            .toList());
        }
        page.append(picture.end());
    }

    private static double nines(Curve curve) {
        return nines(curve.spread().curve().getLast());
    }

    private static double nines(Point point) {
        return -Math.log10(Math.max(1e-9, 1 - point.percent() / 100));
    }

    private void seconds(List<Second> seconds) {
        if (seconds.size() < 2) {
            return;
        }
        page.append("<h2>Messages a second</h2>");
        line(seconds, List.of("messages"), "", List.of(Second::messages));
        page.append("<h2>How long they took, second by second</h2>");
        line(seconds, List.of("p50", "p99"), " ms", List.of(Second::p50Ms, Second::p99Ms));
    }

    private void line(List<Second> seconds, List<String> names, String unit, List<ToDoubleFunction<Second>> values) {
        double most = 0;
        for (ToDoubleFunction<Second> value : values) {
            most = Math.max(most, seconds.stream().mapToDouble(value).max().orElse(0));
        }
        int last = seconds.getLast().at();
        if (names.size() > 1) {
            legend(names);
        }
        Picture picture = new Picture(String.join(" and ", names) + " by second", last, most).scaleY(unit);
        for (int i = 0; i <= 4; i++) {
            picture.markX(last * i / 4.0, Math.round(last * i / 4.0) + " s");
        }
        for (int i = 0; i < values.size(); i++) {
            picture.line(i, points(seconds, values.get(i)));
        }
        page.append(picture.end());
    }

    /** Each the highest of the seconds that it stands for. */
    private static List<double[]> points(List<Second> seconds, ToDoubleFunction<Second> value) {
        int step = Math.ceilDiv(seconds.size(), MOST_POINTS);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i += step) {
            List<Second> some = seconds.subList(i, Math.min(seconds.size(), i + step));
            double most = some.stream().mapToDouble(value).max().orElse(0);
            points.add(new double[] {some.getFirst().at(), most});
        }
        return points;
    }

    private void legend(List<String> names) {
        page.append("<p class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            page.append("<span><svg viewBox=\"0 0 30 8\"><polyline class=\"s")
                    .append(i % 4)
                    .append("\" points=\"0,4 30,4\"/></svg>")
                    .append(escaped(names.get(i)))
                    .append("</span>");
        }
        page.append("</p>");
    }

    private void section(Section section) {
        String title =
                section.title().substring(0, 1) + section.title().substring(1).toLowerCase(Locale.ROOT);
        page.append("<h2>").append(escaped(title)).append("</h2>");
        switch (section) {
            case Section.Facts facts -> {
                page.append("<dl>");
                facts.facts()
                        .forEach(fact -> page.append("<div><dt>")
                                .append(escaped(
                                        fact.label().isEmpty() ? fact.key().replace('_', ' ') : fact.label()))
                                .append("</dt><dd>")
                                .append(escaped(fact.figure().text()))
                                .append("</dd></div>"));
                page.append("</dl>");
            }
            case Section.Table table -> table(table);
        }
    }

    private void table(Section.Table table) {
        page.append("<div class=\"wide\"><table><tr>");
        table.columns()
                .forEach(column ->
                        page.append("<th>").append(escaped(column.label())).append("</th>"));
        page.append("</tr>");
        for (List<Figure> row : table.rows()) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(escaped(cell.text())).append("</td>"));
            page.append("</tr>");
        }
        page.append("</table></div>");
    }

    private void list(String title, List<?> entries) {
        if (!entries.isEmpty()) {
            page.append("<h2>").append(title).append("</h2><ul>");
            entries.forEach(entry ->
                    page.append("<li>").append(escaped(entry.toString())).append("</li>"));
            page.append("</ul>");
        }
    }
}
