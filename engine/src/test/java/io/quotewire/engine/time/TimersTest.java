package io.quotewire.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {
    /** Against the simplest thing that could be right: a list, sorted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void timers_underRandomArming_fireByDueTimeThenAge(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Timers timers = new Timers();
        List<Integer> fired = new ArrayList<>();
        List<Timers.Timer> made = new ArrayList<>();
        long[] due = new long[200];
        for (int i = 0; i < due.length; i++) {
            int number = i;
            due[i] = Timers.NEVER;
            made.add(timers.create(nowUs -> fired.add(number)));
        }
        for (int step = 0; step < 2_000; step++) {
            int number = random.nextInt(due.length);
            long dueUs = random.nextInt(100) == 0 ? Timers.NEVER : random.nextLong(50);
            timers.arm(made.get(number), dueUs);
            due[number] = Math.min(due[number], dueUs);
            if (random.nextInt(3) == 0 && timers.nextDueUs() != Timers.NEVER) {
                int first = earliest(due);
                assertThat(timers.nextDueUs())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(due[first]);
                timers.fireNext(0);
                assertThat(fired).as("seed %d, step %d", seed, step).last().isEqualTo(first);
                due[first] = Timers.NEVER;
            }
        }
        assertThat(fired).hasSizeGreaterThan(500);
    }

    private static int earliest(long[] due) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < due.length; i++) {
            numbers.add(i);
        }
        return numbers.stream()
                .min(Comparator.<Integer>comparingLong(number -> due[number]).thenComparing(number -> number))
                .orElseThrow();
    }
}
