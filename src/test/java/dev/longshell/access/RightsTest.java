package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Role;
import dev.longshell.store.TokenScope;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {
    private static final UUID PROJECT = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        ", VIEWER, VIEWER", ", OPERATOR, OPERATOR", ", MANAGER, MANAGER",
        "READ, VIEWER, VIEWER", "READ, OPERATOR, VIEWER", "READ, MANAGER, VIEWER",
        "OPERATE, VIEWER, VIEWER", "OPERATE, OPERATOR, OPERATOR", "OPERATE, MANAGER, OPERATOR",
        "ADMINISTER, VIEWER, VIEWER", "ADMINISTER, OPERATOR, OPERATOR", "ADMINISTER, MANAGER, MANAGER"})
    void aTokenHasTheRoleOfItsUserUpToItsScope(TokenScope scope, Role role, Role expected) {
        Caller caller = new Caller(UUID.randomUUID(), "ada", false, Map.of(PROJECT, role), 1, proof(scope));
        assertEquals(expected, caller.roleIn(PROJECT).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({", MANAGER, true", "READ, VIEWER, false", "OPERATE, OPERATOR, false", "ADMINISTER, MANAGER, true"})
    void aTokenOfAnAdminIsAnAdminsOnlyToAdminister(TokenScope scope, Role everywhere, boolean admin) {
        Caller caller = new Caller(UUID.randomUUID(), "ada", true, Map.of(), 1, proof(scope));
        assertEquals(everywhere, caller.roleIn(PROJECT).orElseThrow());
        assertEquals(admin, caller.admin());
    }

    @Test
    void aRefusalNamesTheScopeThatATokenNeedsWhereItsUserMay() {
        Caller operator = new Caller(UUID.randomUUID(), "ada", false, Map.of(PROJECT, Role.OPERATOR), 1,
                proof(TokenScope.READ));
        assertRefused("This token may only read; it needs the scope operate.", () -> require(operator, Role.OPERATOR));
        assertRefused("Your role in this project does not allow that: it takes manager.",
                () -> require(operator, Role.MANAGER));
        Caller admin = new Caller(UUID.randomUUID(), "ada", true, Map.of(), 1, proof(TokenScope.OPERATE));
        assertRefused("This token may only read and operate; it needs the scope administer.",
                () -> Rights.requireAdmin(admin));
        require(admin, Role.OPERATOR);
    }

    private static void require(Caller caller, Role least) {
        Rights.require(caller, PROJECT, least, () -> new FaultException(Fault.NOT_FOUND, "No such project."));
    }

    private static void assertRefused(String words, Runnable call) {
        FaultException refusal = assertThrows(FaultException.class, call::run);
        assertEquals(Fault.FORBIDDEN, refusal.fault());
        assertEquals(words, refusal.getMessage());
    }

    private static Caller.Proof proof(TokenScope scope) {
        return new Caller.Proof(UUID.randomUUID(), scope, Instant.MAX);
    }
}
