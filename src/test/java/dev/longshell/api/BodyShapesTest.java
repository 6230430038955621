package dev.longshell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every body that a call of the API wants is one that {@link BodyReader} reads: a parameter of another type would be
 * left to the server's own JSON.
 */
class BodyShapesTest {
    /** Stands for a call that somebody adds. */
    public static class Careless {
        @jakarta.ws.rs.POST
        @Path("x")
        public void take(List<String> body) {
            throw new AssertionError("nobody calls it: " + body);
        }
    }

    private record Worded(Object anything) {
    }

    @Test
    void everyBodyIsARecordOfWhatABodyCanHave() {
        List<Method> calls = new ClassFileImporter().importPackages("dev.longshell.api").stream()
                .filter(type -> type.isAnnotatedWith(Path.class)).map(JavaClass::reflect)
                .flatMap(BodyShapesTest::calls).toList();
        assertTrue(calls.size() > 40, "so few cannot be all: " + calls);
        assertEquals(16, calls.stream().filter(UnwantedBody::wantsBody).count());
        assertEquals(List.of(), calls.stream().flatMap(call -> faults(call).stream()).toList());
    }

    @Test
    void anotherIsNoticed() throws NoSuchMethodException {
        assertEquals(2, faults(Careless.class.getMethod("take", List.class)).size(),
                "no record, and of any media type");
        assertThrows(IllegalArgumentException.class, () -> RecordShape.of(Worded.class));
    }

    private static Stream<Method> calls(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    private static List<String> faults(Method call) {
        List<String> faults = new ArrayList<>();
        for (Parameter parameter : call.getParameters()) {
            if (parameter.getAnnotations().length > 0) {
                continue;
            }
            if (!parameter.getType().isRecord()) {
                faults.add(call + ": no record");
            } else {
                RecordShape.of(parameter.getType());
            }
            Consumes own = call.getAnnotation(Consumes.class);
            Consumes media = own == null ? call.getDeclaringClass().getAnnotation(Consumes.class) : own;
            if (media == null || !List.of("application/json").equals(List.of(media.value()))) {
                faults.add(call + ": of any media type");
            }
        }
        return faults;
    }
}
