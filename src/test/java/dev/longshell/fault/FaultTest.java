package dev.longshell.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks the one list: whatever is added to it keeps these bounds. */
class FaultTest {

    @ParameterizedTest
    @EnumSource
    void everyFaultHasAnHttpStatusACloseCodeAndAnExitCodeInBounds(Fault fault) {
        assertTrue(fault.httpStatus() >= 400 && fault.httpStatus() <= 599, fault.name());
        assertTrue(fault.closeCode() == 1011 || Set.of(4400, 4401, 4403, 4404, 4409, 4429, 4503).contains(fault.closeCode()), fault.name());
        assertTrue(fault.exitCode() >= 64 && fault.exitCode() <= 78, fault.name());
        assertEquals(fault, Fault.ofCode(fault.code()));
    }

    @Test
    void codesAreMetricLabelsAndUnique() {
        Set<String> codes = new HashSet<>();
        for (Fault fault : Fault.values()) {
            assertTrue(fault.code().matches("[a-z]+(_[a-z]+)*"), fault.code());
            assertTrue(codes.add(fault.code()), fault.code());
        }
    }

    @Test
    void aCodeOfANewerBuildIsInternal() {
        assertEquals(Fault.INTERNAL, Fault.ofCode("invented_later"));
    }

    @Test
    void waitingHelpsOnlyWhereItIsSaid() {
        assertEquals(OptionalLong.empty(), new FaultException(Fault.INTERNAL, "x").retryAfterMillis());
        assertEquals(OptionalLong.of(250), FaultException.retryable(Fault.RATE_LIMIT, "x", 250, null).retryAfterMillis());
        assertEquals(OptionalLong.of(0), FaultException.retryable(Fault.RATE_LIMIT, "x", -1, null).retryAfterMillis());
    }
}
