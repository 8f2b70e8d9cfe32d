/**
 * Whether this machine, these settings and the way to the venues are in order: what {@code quotewire doctor} says.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.doctor.Doctor} with the settings; {@code MachineChecks} looks at what is here,
 * {@code VenueCheck} goes to each venue once. <b>Way out.</b> {@link io.quotewire.app.doctor.Diagnosis}: a list of {@link
 * io.quotewire.app.doctor.Finding}s in a fixed order, as text or JSON. A finding that is not well says what to do.
 *
 * <p><b>Manners.</b> A venue is asked at most once over each way, and only if its limits allow it: the file of a running
 * gateway is read, and the doctor keeps one of its own, so that a doctor that is called in a loop is no crash loop either.
 *
 * <p><b>Threads.</b> Venues are asked at the same time, each on a virtual thread; everything else is the caller's.
 * <b>Not here:</b> flags, exit codes.
 */
@NullMarked
package io.quotewire.app.doctor;

import org.jspecify.annotations.NullMarked;
