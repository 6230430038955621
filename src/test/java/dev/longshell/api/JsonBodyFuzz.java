package dev.longshell.api;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.longshell.session.ProjectDraft;

/** Looks, by coverage, for a body that is neither read as what it says nor refused. */
class JsonBodyFuzz {
    private static final byte[] NONE = {' '};

    @FuzzTest(maxDuration = "10s")
    void readsOrRefusesAnyBody(FuzzedDataProvider data) {
        byte[] body = data.consumeRemainingAsBytes();
        try {
            byte[] some = body.length == 0 ? NONE : body;
            JsonBodyProperties.agree(some, JsonBody.read(some, ProjectDraft.class));
        } catch (UnreadableBody refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }
}
