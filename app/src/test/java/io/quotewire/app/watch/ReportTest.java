package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void write_ofMarket_hasEveryKeyInEachRow() {
        Board board = Samples.market();
        board.answered(Samples.ETH, "unknown_topic");

        assertThat(Report.write(board, Samples.NOW_US).replace("},{", "},\n{")).isEqualTo("""
                {"schema":"quotewire.watch/1","simulated":true,"rows":[\
                {"instrument":"BTC-USDT","last":"67250.10","bid":"67250.10","ask":"67250.10",\
                "change_24h":"1056.25","change_pct_24h":"1.60","volume_24h":"1910000000","source":"okx",\
                "status":"live","ts":1732114999880000,"recv":1732114999880000,"age_ms":120,"seq":7,"epoch":"m3q0jrnk"},
                {"instrument":"XRP-USDT","last":"0.5231","bid":"0.5231","ask":"0.5231",\
                "change_24h":"0.0021","change_pct_24h":"0.40","volume_24h":"94","source":"binance",\
                "status":"stale","ts":1732114985800000,"recv":1732114985800000,"age_ms":14200,"seq":7,"epoch":"m3q0jrnk"},
                {"instrument":"SOL-USDT","last":null,"bid":null,"ask":null,\
                "change_24h":null,"change_pct_24h":null,"volume_24h":null,"source":"best",\
                "status":"down","ts":null,"recv":null,"age_ms":null,"seq":7,"epoch":"m3q0jrnk"}]}""");
    }
}
