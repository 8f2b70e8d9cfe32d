package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewTest {
    @Test
    void on_ofScrollKeys_staysWithinTheRows() {
        View view = View.FIRST.on(Key.UP, 10, 25);
        assertThat(view.top()).isZero();

        view = view.on(Key.DOWN, 10, 25).on(Key.PAGE_DOWN, 10, 25);
        assertThat(view.top()).isEqualTo(11);
        assertThat(view.on(Key.PAGE_DOWN, 10, 25).top()).isEqualTo(15);
        assertThat(view.on(Key.END, 10, 25).top()).isEqualTo(15);
        assertThat(view.on(Key.HOME, 10, 25).top()).isZero();
        assertThat(View.FIRST.on(Key.DOWN, 10, 5).top()).isZero();
    }

    @Test
    void on_ofSort_goesRound() {
        View symbol = View.FIRST.on(Key.DOWN, 10, 25).on(Key.SORT, 10, 25);

        assertThat(symbol).isEqualTo(new View(View.Sort.SYMBOL, 0, false, false));
        assertThat(symbol.on(Key.SORT, 10, 25).sort()).isEqualTo(View.Sort.CHANGE);
        assertThat(symbol.on(Key.SORT, 10, 25).on(Key.SORT, 10, 25).sort()).isEqualTo(View.Sort.GIVEN);
    }

    @Test
    void on_ofAnyKeyWhileHelpIsOpen_closesItAndDoesNothingElse() {
        View help = View.FIRST.on(Key.HELP, 10, 25);

        assertThat(help.help()).isTrue();
        assertThat(help.on(Key.NONE, 10, 25)).isEqualTo(help);
        assertThat(help.on(Key.PAUSE, 10, 25)).isEqualTo(View.FIRST);
    }
}
