/**
 * What came of a load test, told to people, machines and browsers in the same words.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.load.report.LoadReport}, which a run fills: thresholds, {@link
 * io.quotewire.lab.load.report.Section}s of facts and tables, faults, notes, curves and seconds.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.load.report.TextReport} for a terminal, {@link
 * io.quotewire.lab.load.report.JsonReport} ({@code quotewire.bench/1}), {@link io.quotewire.lab.load.report.HtmlReport}, a page
 * without script or network. All are functions of the report, so none says more than another.
 *
 * <p><b>Honesty.</b> What is unknown is printed so. A threshold whose figure was not measured does not hold.
 *
 * <p><b>Threads.</b> Any; nothing is kept.
 *
 * <p><b>Not here:</b> where text goes, and exit codes ({@code app.command}).
 */
@NullMarked
package io.quotewire.lab.load.report;

import org.jspecify.annotations.NullMarked;
