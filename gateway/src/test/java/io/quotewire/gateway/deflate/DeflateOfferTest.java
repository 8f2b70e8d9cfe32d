package io.quotewire.gateway.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflateOfferTest {
    private static final String FORGETFUL =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            browsers                         | permessage-deflate; client_max_window_bits
            nothing but the name             | permessage-deflate
            any case                         | PerMessage-Deflate; Client_Max_Window_Bits
            what we do anyway                | permessage-deflate; server_no_context_takeover; client_no_context_takeover
            a smaller window of the client   | permessage-deflate; client_max_window_bits=8
            a value in quotes                | permessage-deflate; client_max_window_bits="10"
            a value in quotes, escaped       | permessage-deflate; client_max_window_bits="1\\0"
            no space anywhere                | permessage-deflate;client_max_window_bits=15
            space everywhere                 |  permessage-deflate ; client_max_window_bits = 15
            another extension before         | x-webkit-deflate-frame; no_context_takeover, permessage-deflate
            another extension behind         | permessage-deflate, foo; bar="a, b; c"
            a second offer without the bits  | permessage-deflate; server_max_window_bits=10, permessage-deflate
            a second offer after an unknown  | permessage-deflate; speed=1, permessage-deflate; client_max_window_bits
            empty members of the list        | , permessage-deflate,, foo ,
            """)
    void offer_thatCanBeKept_isTaken(String name, String header) {
        assertThat(DeflateOffer.answer(header)).as(name).isEqualTo(FORGETFUL);
    }

    @Test
    void offer_ofTheFullWindow_isAnsweredWithIt() {
        assertThat(DeflateOffer.answer("permessage-deflate; server_max_window_bits=15"))
                .isEqualTo(FORGETFUL + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', nullValues = "-", textBlock = """
            no header                            | -
            nothing                              | §§
            another extension                    | permessage-bzip2
            nearly the name                      | permessage-deflate2
            a smaller window of ours             | permessage-deflate; server_max_window_bits=14
            the smallest window of ours          | permessage-deflate; server_max_window_bits=8
            a window of ours without a size      | permessage-deflate; server_max_window_bits
            a window of the client beyond all    | permessage-deflate; client_max_window_bits=16
            a window of the client below all     | permessage-deflate; client_max_window_bits=7
            a leading zero                       | permessage-deflate; client_max_window_bits=08
            a window that is no number           | permessage-deflate; client_max_window_bits=a
            an empty value                       | permessage-deflate; client_max_window_bits=""
            a flag with a value                  | permessage-deflate; server_no_context_takeover=1
            a flag with an empty value           | permessage-deflate; client_no_context_takeover=""
            a parameter twice                    | permessage-deflate; client_max_window_bits; client_max_window_bits=15
            a flag twice                         | permessage-deflate; server_no_context_takeover; server_no_context_takeover
            an unknown parameter                 | permessage-deflate; speed=1
            garbage                              | @@@
            a parameter without a name           | permessage-deflate; =1
            a semicolon at the end               | permessage-deflate;
            an equals sign without a value       | permessage-deflate; client_max_window_bits=
            a quote that does not end            | permessage-deflate; client_max_window_bits="10
            two words                            | permessage-deflate permessage-deflate
            garbage behind a good offer          | permessage-deflate, @@@
            words behind a value                 | permessage-deflate; client_max_window_bits=10 11
            """)
    void offer_thatCannotBeKept_isDeclined(String name, @Nullable String header) {
        assertThat(DeflateOffer.answer(header)).as(name).isNull();
    }

    @Test
    void header_asLongAsAHeadMayBe_isReadToItsEnd() {
        String longest = "permessage-deflate; x=\"" + "\\\"".repeat(8_000) + "\"";
        assertThat(DeflateOffer.answer(longest)).isNull();
        assertThat(DeflateOffer.answer("a,".repeat(8_000) + "permessage-deflate"))
                .isEqualTo(FORGETFUL);
        assertThat(DeflateOffer.answer(",".repeat(16_000))).isNull();
    }
}
