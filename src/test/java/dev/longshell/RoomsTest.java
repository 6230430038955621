package dev.longshell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The borders between the rooms (docs/architecture.md). Each is also shown to refuse: the same rule, laid around a room that does cross it. */
class RoomsTest {
    static final JavaClasses HOUSE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.longshell");

    @Test
    void screenImportsNothingOfOurs() {
        knowsOnly("screen").check(HOUSE);
    }

    @Test
    void textImportsNothingOfOursAndNeverJakarta() {
        knowsOnly("text").check(HOUSE);
        noJakarta("text").check(HOUSE);
    }

    @Test
    void faultKnowsOnlyText() {
        knowsOnly("fault", "text").check(HOUSE);
        assertRefuses(knowsOnly("fault"));
    }

    @Test
    void limitKnowsOnlyFault() {
        knowsOnly("limit", "fault").check(HOUSE);
        assertRefuses(knowsOnly("limit"));
    }

    @Test
    void wireKnowsOnlyFault() {
        knowsOnly("wire", "fault").check(HOUSE);
        assertRefuses(knowsOnly("wire"));
    }

    @Test
    void osKnowsOnlyWire() {
        knowsOnly("os", "wire").check(HOUSE);
        assertRefuses(knowsOnly("os"));
    }

    @Test
    void settingKnowsOnlyFault() {
        knowsOnly("setting", "fault").check(HOUSE);
        assertRefuses(knowsOnly("setting"));
    }

    @Test
    void keeperKnowsNothingOfGatewaysAndNeverJakarta() {
        knowsOnly("keeper", "wire", "screen", "fault", "os", "text").check(HOUSE);
        assertRefuses(knowsOnly("keeper", "fault"));
        noJakarta("keeper").check(HOUSE);
        assertRefuses(noJakarta("session"));
    }

    @Test
    void commandLineNeverKnowsTheGatewaysRooms() {
        knowsOnly("cli", "keeper", "wire", "fault", "setting", "os", "text").check(HOUSE);
    }

    @Test
    void doorsDoNotKnowEachOther() {
        for (String door : new String[] {"api", "channel", "console"}) {
            String[] others = Arrays.stream(new String[] {"api", "channel", "console"}).filter(other -> !other.equals(door)).toArray(String[]::new);
            doesNotKnow(door, others).check(HOUSE);
        }
        assertRefuses(doesNotKnow("api", "session"));
    }

    @Test
    void nobodyKnowsOps() {
        unknownOutside("ops").check(HOUSE);
        assertRefuses(unknownOutside("session"));
    }

    @Test
    void onlyStoreSaysEntityManager() {
        onlySays("store", "jakarta.persistence..").check(HOUSE);
        assertRefuses(onlySays("api", "jakarta.persistence.."));
    }

    @Test
    void onlyKeeperSaysPty4j() {
        onlySays("keeper", "com.pty4j..").check(HOUSE);
        assertRefuses(onlySays("api", "com.pty4j.."));
    }

    @Test
    void onlyPayaraSaysTyrusOrGrizzlyAndKnowsNobodyWhoAsksIt() {
        onlySays("payara", "org.glassfish..").check(HOUSE);
        assertRefuses(onlySays("api", "org.glassfish.."));
        knowsOnly("payara", "wire", "fault").check(HOUSE);
        assertRefuses(knowsOnly("payara"));
    }

    @Test
    void auditKnowsNothingOfWhatIsRecorded() {
        knowsOnly("audit", "store", "setting", "fault", "limit", "os", "text").check(HOUSE);
        assertRefuses(knowsOnly("audit", "store"));
    }

    @Test
    void storeKnowsNothingOfWhoAsksIt() {
        knowsOnly("store", "breaker", "fault", "setting", "os", "text").check(HOUSE);
        assertRefuses(knowsOnly("store"));
    }

    private static ArchRule knowsOnly(String room, String... others) {
        String[] allowed = Arrays.stream(others).map(RoomsTest::in).toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = resideInAPackage("dev.longshell..");
        DescribedPredicate<JavaClass> allowedOnes = resideInAnyPackage(allowed).or(resideInAPackage(in(room)));
        return noClasses().that().resideInAPackage(in(room)).should().dependOnClassesThat(ours.and(DescribedPredicate.not(allowedOnes))).allowEmptyShould(true);
    }

    private static ArchRule noJakarta(String room) {
        return noClasses().that().resideInAPackage(in(room)).should().dependOnClassesThat().resideInAPackage("jakarta..");
    }

    private static ArchRule doesNotKnow(String room, String... others) {
        return noClasses().that().resideInAPackage(in(room)).should().dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(others).map(RoomsTest::in).toArray(String[]::new)).allowEmptyShould(true);
    }

    private static ArchRule unknownOutside(String room) {
        return noClasses().that().resideOutsideOfPackage(in(room)).should().dependOnClassesThat().resideInAPackage(in(room));
    }

    private static ArchRule onlySays(String room, String packages) {
        return noClasses().that().resideOutsideOfPackage(in(room)).should().dependOnClassesThat().resideInAPackage(packages);
    }

    private static String in(String room) {
        return "dev.longshell." + room + "..";
    }

    private static void assertRefuses(ArchRule rule) {
        assertTrue(rule.evaluate(HOUSE).hasViolation(), () -> "refuses nothing: " + rule.getDescription());
    }
}
