package io.quotewire.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private final RefreshToken token = RefreshToken.random();

    @Test
    void text_readBack_isTheSame() {
        assertThat(Given.there(RefreshToken.parse(token.text())).text()).isEqualTo(token.text());
    }

    @Test
    void next_any_isOfTheSameFamilyWithAnotherSecret() {
        RefreshToken next = token.next();

        assertThat(next.selectorHash()).isEqualTo(token.selectorHash());
        assertThat(next.secretHash()).isNotEqualTo(token.secretHash());
        assertThat(RefreshToken.random().selectorHash()).isNotEqualTo(token.selectorHash());
    }

    @Test
    void veiled_unveiledByItsPredecessorOnly_isTheSame() {
        RefreshToken next = token.next();
        String veiled = token.veiled(next);

        assertThat(token.unveiled(veiled).text()).isEqualTo(next.text());
        assertThat(token.next().unveiled(veiled).text()).isNotEqualTo(next.text());
        assertThat(next.text()).doesNotContain(veiled);
    }

    /** The last letter of a text has bits that mean nothing: only one of the texts that say the same is good. */
    @Test
    void parse_otherWritingOfTheSameBytes_isNull() {
        assertThat(Tokens.bytes("AA", 1)).containsExactly(0);
        assertThat(Tokens.bytes("AB", 1)).isNull();
        assertThat(Tokens.bytes("AA==", 1)).isNull();
        assertThat(RefreshToken.parse(token.text() + "A")).isNull();
    }
}
