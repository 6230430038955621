package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.longshell.store.CredentialRepository;
import dev.longshell.store.IdentityRepository;
import dev.longshell.store.ShareRepository;
import dev.longshell.store.UserRepository;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What makes, changes or takes away a way in for a caller asks for a login first ({@link Rights#requireLogin}), in
 * every call that there is: found in the classes, so that a new one that forgets it is red. An admin's personal token
 * once made users and passwords.
 */
class CredentialMakersTest {
    private static final List<Class<?>> KEPT_BY = List.of(UserRepository.class, CredentialRepository.class,
            IdentityRepository.class, ShareRepository.class);
    /** They write what lets somebody in. */
    private static final Set<String> MAKERS = Set.of("UserRepository.add", "UserRepository.change",
            "CredentialRepository.add", "CredentialRepository.prolong", "CredentialRepository.remove",
            "IdentityRepository.add", "IdentityRepository.link", "IdentityRepository.remove", "ShareRepository.add");
    /**
     * They read, note a use, are for no caller, or take a share link away, which whoever may type at its session may.
     */
    private static final Set<String> OTHERS = Set.of("UserRepository.findByUsername", "UserRepository.list",
            "CredentialRepository.find", "CredentialRepository.findByHash", "CredentialRepository.list",
            "CredentialRepository.used", "CredentialRepository.signedBy", "CredentialRepository.addressesOf",
            "IdentityRepository.findUser", "IdentityRepository.list", "ShareRepository.list", "ShareRepository.find", "ShareRepository.findByHash",
            "ShareRepository.used", "ShareRepository.remove");
    /** A token may revoke itself; Shares.make asks before it adds. */
    private static final Set<String> EXCEPTIONS = Set.of("Logins.logOut", "Shares.add");

    private static final JavaClasses OURS = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.longshell.access", "dev.longshell.session", "dev.longshell.api",
                    "dev.longshell.console", "dev.longshell.channel", "dev.longshell.store");

    @Test
    void knowsWhatEveryMethodOfTheirTablesDoes() {
        Set<String> all = KEPT_BY.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(MAKERS);
        known.addAll(OTHERS);
        assertEquals(known, all);
    }

    @Test
    void everyCallOfACallersThatMakesAWayInTakesALogin() {
        Set<String> makers = new TreeSet<>();
        Set<String> withoutLogin = new TreeSet<>();
        for (JavaMethod method : OURS.stream().flatMap(type -> type.getMethods().stream())
                .filter(CredentialMakersTest::isForACaller).toList()) {
            Set<JavaMember> members = new HashSet<>();
            reach(method, members);
            Set<String> reached = members.stream().map(CredentialMakersTest::nameOf).collect(Collectors.toSet());
            if (reached.stream().anyMatch(MAKERS::contains) && !EXCEPTIONS.contains(nameOf(method))) {
                (reached.contains("Rights.requireLogin") ? makers : withoutLogin).add(nameOf(method));
            }
        }
        assertEquals(Set.of(), withoutLogin);
        assertTrue(makers.containsAll(Set.of("Users.create", "Users.change", "Users.resetPassword",
                "Account.makeToken", "Account.changePassword", "Account.revoke", "Account.unlink",
                "Logins.refresh", "OpenIdLogins.link", "Shares.make")), "not found: " + makers);
    }

    private static boolean isForACaller(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Caller.class));
    }

    private static void reach(JavaCodeUnit from, Set<JavaMember> reached) {
        Stream<JavaMember> called = Stream.concat(
                from.getCallsFromSelf().stream().map(call -> call.getTarget().resolveMember()),
                from.getMethodReferencesFromSelf().stream().map(reference -> reference.getTarget().resolveMember()))
                .flatMap(found -> found.stream().map(JavaMember.class::cast));
        called.forEach(member -> {
            boolean further = !member.getOwner().getPackageName().endsWith(".store");
            if (reached.add(member) && further && member instanceof JavaCodeUnit next) {
                reach(next, reached);
            }
        });
    }

    private static String nameOf(JavaMember member) {
        return member.getOwner().getSimpleName() + "." + member.getName();
    }
}
