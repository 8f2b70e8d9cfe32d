package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Reception;
import io.quotewire.gateway.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** All routes about accounts. */
public final class AccountRoutes {
    private AccountRoutes() {}

    public static List<Route> of(Reception reception) {
        Repeats repeats = new Repeats(System::nanoTime);
        return Stream.of(
                        new AuthRoutes(reception.desk(), repeats).routes(),
                        new MeRoutes(reception.desk(), reception.usageDesk()).routes(),
                        new KeyRoutes(reception.keyDesk(), repeats).routes())
                .flatMap(List::stream)
                .toList();
    }
}
