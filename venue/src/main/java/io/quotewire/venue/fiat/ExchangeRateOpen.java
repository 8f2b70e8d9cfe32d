package io.quotewire.venue.fiat;

import io.quotewire.venue.RestCall;
import io.quotewire.venue.poll.JsonAnswer;
import java.net.URI;

/**
 * The open access of ExchangeRate-API: no key, new rates once a day. "Documentation / Free" says that who asks once an hour is
 * never limited, and that pages which show the rates must name the source.
 */
final class ExchangeRateOpen implements RateProvider {
    /** The words of the same page. */
    static final String ATTRIBUTION = "Rates By Exchange Rate API, https://www.exchangerate-api.com";

    @Override
    public String name() {
        return "exchangerate-open";
    }

    @Override
    public URI url() {
        return URI.create("https://open.er-api.com");
    }

    @Override
    public String attribution() {
        return ATTRIBUTION;
    }

    @Override
    public RestCall latest(String base) {
        return new RestCall("/v6/latest/" + base, 1);
    }

    @Override
    public RateSheet read(byte[] body, String base) {
        JsonAnswer answer = JsonAnswer.of(body);
        RateTable table = new RateTable(base);
        RateTable.requireSuccess(answer);
        table.requireBase(answer, "base_code");
        table.add(RateTable.requireTime(answer, "time_last_update_unix"), answer, "rates");
        return table.sheet(answer.secondsUs("time_next_update_unix"));
    }
}
