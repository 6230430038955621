package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"LD_PRELOAD", "LD_AUDIT", "BASH_ENV", "BASH_FUNC_ls", "ENV", "NODE_OPTIONS", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", "JWT_SECRET", "LONGSHELL_SESSION"})
    void refusesAVariableThatChangesWhatRunsOrWhereSecretsGo(String name) {
        FaultException refusal = assertThrows(FaultException.class, () -> ProjectRules.environment(Map.of(name, "canary")));

        assertEquals(Fault.INVALID_PARAMETER, refusal.fault());
        assertTrue(!refusal.getMessage().contains("canary"), refusal.getMessage());
    }

    @Test
    void takesWhatAProjectNeeds() {
        Map<String, String> variables = Map.of("EDITOR", "vi", "ENVIRONMENT", "test", "OLD_PATH", "/x", "http_proxy", "http://127.0.0.1:1");

        assertEquals(variables, ProjectRules.environment(variables));
    }
}
